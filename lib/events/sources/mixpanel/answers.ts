import type { Collected, Refusal, SentRequest, SourceAnswer } from '../../types';

/** Mixpanel's three ways to answer; the sender's library understands the one it asks for. */
type Form = 'digit' | 'verbose' | 'import';

/** "1", `{ status: 1 }`, or of an import how many came in and which did not. */
export function answerStored(collected: Collected, request: SentRequest): SourceAnswer {
	const form = formOf(request);
	if (form === 'digit') return text(200, '1');
	if (form === 'verbose') return { status: 200, body: { status: 1, error: null } };
	const imported = collected.stored + collected.duplicates;
	if (collected.rejected.length === 0 || request.query.strict === '0') {
		return { status: 200, body: { code: 200, num_records_imported: imported, status: 'OK' } };
	}
	const sentence = 'some data points in the request failed validation';
	return failed({ status: 400, sentence, rejected: collected.rejected }, imported);
}

/** "0", `{ status: 0 }` with the sentence, or of an import all that failed. */
export function answerRefused(refusal: Refusal, request: SentRequest): SourceAnswer {
	const form = formOf(request);
	if (form === 'digit') return text(refusal.status, '0');
	if (form === 'verbose') return { status: refusal.status, body: { status: 0, error: refusal.sentence } };
	return failed(refusal, 0);
}

function failed({ status, sentence, rejected = [] }: Refusal, imported: number): SourceAnswer {
	const records = rejected.map(({ index, reason }) => ({ index, insert_id: '', field: '', message: reason }));
	return {
		status,
		body: { code: status, num_records_imported: imported, status: titles[status], error: sentence, failed_records: records },
	};
}

const titles: Readonly<Record<Refusal['status'], string>> = {
	400: 'Bad Request', 401: 'Unauthorized', 413: 'Request Entity Too Large', 429: 'Too Many Requests',
};

function text(status: number, body: string): SourceAnswer {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** Imports are answered in full unless a library says by `verbose` what it understands. */
function formOf(request: SentRequest): Form {
	const verbose = request.query.verbose ?? verboseOfForm(request);
	if (verbose === '1') return 'verbose';
	return request.path === 'import' && (verbose === undefined || request.query.strict === '1') ? 'import' : 'digit';
}

/** Server libraries put it into the form, beside `data`. */
function verboseOfForm({ headers, body }: SentRequest): string | undefined {
	if (headers['content-type']?.includes('application/x-www-form-urlencoded') !== true) return undefined;
	return /(?:^|&)verbose=(\d)(?:&|$)/.exec(body.toString('latin1'))?.[1];
}
