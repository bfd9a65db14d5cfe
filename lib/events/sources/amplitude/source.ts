import { InvalidInput } from '../../../core/errors';
import { isObject, objectOr, textOf } from '../../../core/parse';
import type { Refusal, Source, SourceAnswer } from '../../types';
import { toSent, traitsOf } from './toSent';

/**
 * Amplitude's HTTP API V2 and its batch upload, which differ in their address alone. Ids may be shorter than Amplitude
 * takes. API: amplitude.com/docs/apis/analytics/http-v2.
 */
export const amplitudeSource = {
	name: 'amplitude',
	label: 'Amplitude',
	proof: 'key',
	recognizes: ({ path }, body) =>
		/^2\/httpapi$/.test(path) || (isObject(body) && typeof body.api_key === 'string' && Array.isArray(body.events)),
	keysOf: (_request, body) => [objectOr(body).api_key].filter((key) => typeof key === 'string'),
	split: (body) => {
		if (!isObject(body)) throw new InvalidInput('the body is not a JSON object: expected { "api_key": …, "events": […] }');
		if (!Array.isArray(body.events)) throw new InvalidInput('events is not a list: expected a list of Amplitude events');
		const events = body.events.map((event: unknown) => objectOr(event));
		const sentAt = textOf(body.client_upload_time);
		// Traits come last, so that what is rejected keeps its place in the list that was sent.
		return [...events.map((event) => toSent(event, sentAt)), ...events.flatMap((event) => traitsOf(event, sentAt))];
	},
	answer: ({ stored, duplicates, receivedAt }, request) => ({
		status: 200,
		body: {
			code: 200, events_ingested: stored + duplicates, payload_size_bytes: request.body.length, server_upload_time: receivedAt,
		},
	}),
	refuse: (refusal) => refuse(refusal),
} as const satisfies Source;

/** The client drops the events named here and sends the others again: so all are named that can never be stored. */
function refuse({ status, sentence, rejected = [] }: Refusal): SourceAnswer {
	if (status === 401) return { status, body: { code: status, error: `Invalid API key: ${sentence}` } };
	const byReason: Record<string, number[]> = {};
	for (const { index, reason } of rejected) (byReason[reason] ??= []).push(index);
	const fields = rejected.length === 0 ? {} : { events_with_invalid_fields: byReason };
	return { status, body: { code: status, error: sentence, ...fields } };
}
