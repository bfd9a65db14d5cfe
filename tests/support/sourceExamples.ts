import type { SourceName } from '../../lib/events/sources';
import { examples as amplitude } from '../../lib/events/sources/amplitude/example';
import { examples as intercom } from '../../lib/events/sources/intercom/example';
import { examples as mixpanel } from '../../lib/events/sources/mixpanel/example';
import { examples as plain } from '../../lib/events/sources/plain/example';
import { examples as posthog } from '../../lib/events/sources/posthog/example';
import { examples as segment } from '../../lib/events/sources/segment/example';
import { examples as shopify } from '../../lib/events/sources/shopify/example';
import { examples as stripe } from '../../lib/events/sources/stripe/example';
import { examples as zendesk } from '../../lib/events/sources/zendesk/example';
import type { SourceExample } from '../../lib/events/types';

/** The published requests of every source, one line each; the type misses none. */
export const sourceExamples: Readonly<Record<SourceName, readonly SourceExample[]>> = {
	amplitude, intercom, mixpanel, plain, posthog, segment, shopify, stripe, zendesk,
};
