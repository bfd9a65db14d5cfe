import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { collectRequest, type SentRequest, type SourceAnswer } from '../../lib';
import { withTriggerEngine } from '../shared/withEngine';
import { admittance } from './admittance';
import { readSettings } from './readSettings';
import { startingItems } from './startingItems';

/** Collect, record, answer; an execution starts only where the marketer asked for one. */
export async function receiveEvents(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = await readRequest(context);
	if ('status' in request) return send(context, request);
	const { gate, budget, ...starting } = await readSettings(context);
	const sender = String(context.getRequestObject().ip ?? '');
	return await withTriggerEngine(context, async (engine) => {
		const { answer, fresh } = await collectRequest(engine, { ...gate, ...admittance(budget, sender) }, request);
		const items = await startingItems(engine, { ...starting, isTest: context.getMode() === 'manual' }, fresh);
		const sent = send(context, answer);
		return items.length === 0 ? sent : { ...sent, workflowData: [items] };
	});
}

/** The request with its bytes as they came, so that this node answers for broken ones and checks signatures itself. */
async function readRequest(context: IWebhookFunctions): Promise<SentRequest | SourceAnswer> {
	const request = context.getRequestObject();
	try {
		if (request.rawBody === undefined) await request.readRawBody();
	} catch (error) {
		const tooLarge = (error as { type?: string }).type === 'entity.too.large';
		return tooLarge
			? { status: 413, body: { error: 'The body is too large: send events in smaller batches' } }
			: { status: 400, body: { error: 'The body could not be read: expected JSON, also gzipped' } };
	}
	return {
		method: request.method === 'GET' || request.method === 'HEAD' ? request.method : 'POST',
		path: Object.values(context.getParamsData() as Record<string, string>).join('/'),
		query: texts(context.getQueryData() as Record<string, unknown>),
		headers: texts(context.getHeaderData() as Record<string, unknown>),
		body: request.rawBody ?? Buffer.alloc(0),
	};
}

function texts(values: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** Written plainly: what Express adds to an answer (tags, charset negotiation) costs as much as storing the event. */
function send(context: IWebhookFunctions, { status, headers, body }: SourceAnswer): IWebhookResponseData {
	const isText = typeof body === 'string';
	const text = isText ? body : JSON.stringify(body);
	const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
	const response = context.getResponseObject();
	response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...headers });
	response.end(text);
	return { noWebhookResponse: true };
}
