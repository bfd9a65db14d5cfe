import { amplitudeSender } from './amplitude';
import { mixpanelSender } from './mixpanel';
import { postHogSender, postHogSenderV1 } from './postHog';
import { segmentSender } from './segment';
import type { VendorSender } from './types';

/** Every vendor's own client, by each of its ways to send. */
export const vendorSenders: readonly VendorSender[] = [
	segmentSender, postHogSender, postHogSenderV1, amplitudeSender, mixpanelSender,
];
