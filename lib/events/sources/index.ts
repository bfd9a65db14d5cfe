import type { SentRequest, Source } from '../types';
import { amplitudeSource } from './amplitude/source';
import { intercomSource } from './intercom/source';
import { mixpanelSource } from './mixpanel/source';
import { plainSource } from './plain/source';
import { postHogSource } from './posthog/source';
import { segmentSource } from './segment/source';
import { shopifySource } from './shopify/source';
import { stripeSource } from './stripe/source';
import { zendeskSource } from './zendesk/source';

/** Every sender the webhook understands; one folder and one line each. The first that recognizes a request reads it. */
export const sources = [
	shopifySource,
	stripeSource,
	zendeskSource,
	intercomSource,
	segmentSource,
	postHogSource,
	amplitudeSource,
	mixpanelSource,
	plainSource,
] as const satisfies readonly Source[];

export type SourceName = (typeof sources)[number]['name'];

/** The source that was chosen, or with "auto" the one that recognizes the request; plain JSON takes what is left. */
export function findSource(name: SourceName | 'auto', request: SentRequest, body: unknown): Source {
	const all: readonly Source[] = sources;
	const found =
		name === 'auto'
			? all.find((source) => source.recognizes(request, body))
			: all.find((source) => source.name === name);
	return found ?? plainSource;
}
