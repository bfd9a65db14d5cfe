import { amplitudeSender } from './amplitude';
import { mixpanelSender } from './mixpanel';
import { postHogSender, postHogSenderV1 } from './postHog';
import { segmentSender } from './segment';
import type { VendorSender } from './types';

/** Those that every address of the trigger takes. */
export const vendorSenders: readonly VendorSender[] = [segmentSender, postHogSender, amplitudeSender, mixpanelSender];

/** Also those whose addresses are longer than n8n's webhooks take: the trigger's own port does. */
export const allSenders: readonly VendorSender[] = [...vendorSenders, postHogSenderV1];
