import { InvalidInput } from '../../../core/errors';
import { isObject, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentRequest, Source } from '../../types';
import { answerRefused, answerStored } from './answers';
import { toSent } from './toSent';

/**
 * Mixpanel's ingestion API: events, profiles, groups and imports, as JSON, lines of JSON or a form's `data`.
 * API: developer.mixpanel.com/reference/ingestion-api; ids: docs.mixpanel.com/docs/tracking-methods/id-management.
 */
export const mixpanelSource = {
	name: 'mixpanel',
	label: 'Mixpanel',
	proof: 'key',
	recognizes: ({ path }, body) =>
		/^(?:groups|import)$/.test(path) || (/^(?:track|engage)$/.test(path) && !isOthers(objectOr(listOf(body)[0]))),
	keysOf: ({ query }, body) => {
		const first = objectOr(listOf(body)[0]);
		const keys = [objectOr(first.properties).token, first.$token, query.token, query.api_key];
		return keys.filter((key) => typeof key === 'string');
	},
	split: (body, request) => {
		if (!isObject(body) && !Array.isArray(body)) {
			throw new InvalidInput('the body is no Mixpanel event: expected an event or a list of events as JSON');
		}
		return listOf(body).map((call) => toSent(objectOr(call), sentAtOf(request)));
	},
	answer: answerStored,
	refuse: answerRefused,
} as const satisfies Source;

function listOf(body: unknown): readonly unknown[] {
	return Array.isArray(body) ? body : [body];
}

/** PostHog's libraries send nearly the same: but an id outside the properties, and keys that look otherwise. */
function isOthers({ api_key, distinct_id, properties, token: beside, $token }: JsonObject): boolean {
	const token = textOf(objectOr(properties).token ?? beside ?? $token);
	return typeof api_key === 'string' || distinct_id !== undefined || token?.startsWith('phc_') === true;
}

/** Browsers add what their clock shows; what is imported happened long before. */
function sentAtOf({ path, query }: SentRequest): string | undefined {
	return path === 'track' && /^\d{13}$/.test(query._ ?? '') ? query._ : undefined;
}
