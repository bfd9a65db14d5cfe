import { timingSafeEqual } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import {
	attempt,
	parseEvents,
	recordEvents,
	sources,
	toIso,
	type CustomerEvent,
	type Outcome,
	type RecordReceipt,
} from '../../lib';
import { withWebhookEngine } from '../shared/withEngine';

interface Answer {
	readonly status: number;
	readonly body: IDataObject;
}

/** Collect, record, answer; an execution starts only where the marketer asked for one. */
export async function receiveEvents(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await readBody(context);
	if ('status' in body) return refuse(context, body);
	if (!mayWrite(context, body.value)) {
		return refuse(context, { status: 401, body: { error: 'The write key is missing or wrong' } });
	}
	return await withWebhookEngine(context, async (engine) => {
		const whole = attempt(() => parseEvents(sourceOf(context), body.value, engine.clock.now()));
		if (!whole.ok) return refuse(context, { status: 400, body: { error: whole.error.message } });
		const parsed = whole.value;
		const events = parsed.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
		const receipts = await recordEvents(engine, events);
		if (events.length === 0 && parsed.length > 0) return refuse(context, allRejected(parsed));
		return answer(context, { parsed, events, receipts });
	});
}

/** The body as JSON, read raw so that this node answers for broken ones itself. */
async function readBody(context: IWebhookFunctions): Promise<{ value: unknown } | Answer> {
	const request = context.getRequestObject();
	try {
		if (request.rawBody === undefined) await request.readRawBody();
	} catch (error) {
		const tooLarge = (error as { type?: string }).type === 'entity.too.large';
		return tooLarge
			? { status: 413, body: { error: 'The body is too large: send events in smaller batches' } }
			: { status: 400, body: { error: 'The body could not be read: expected JSON, also gzipped' } };
	}
	const text = request.rawBody?.toString('utf8').replace(/^\uFEFF/, '') ?? '';
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return { status: 400, body: { error: 'The body is not JSON: expected an event or a list of events as JSON' } };
	}
}

function mayWrite(context: IWebhookFunctions, body: unknown): boolean {
	if (context.getNodeParameter('authentication', 'none') === 'none') return true;
	const expected = String(context.getNodeParameter('writeKey', ''));
	const given = givenKeys(context.getHeaderData() as Record<string, unknown>, body);
	return expected !== '' && given.some((key) => equalInConstantTime(key, expected));
}

/** Where trackers put their key: user of Basic authentication, a header, or the body. */
function givenKeys(headers: Record<string, unknown>, body: unknown): string[] {
	const authorization = String(headers.authorization ?? '');
	const basic = /^basic (.+)$/i.exec(authorization)?.[1];
	const user = basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
	const inBody = (body as { writeKey?: unknown } | null)?.writeKey;
	return [user, String(headers['x-write-key'] ?? ''), String(inBody ?? '')];
}

function equalInConstantTime(left: string, right: string): boolean {
	const [first, second] = [Buffer.from(left), Buffer.from(right)];
	return first.length === second.length && timingSafeEqual(first, second);
}

function sourceOf(context: IWebhookFunctions): (typeof sources)[number] {
	const name = context.getNodeParameter('source', 'plain');
	return sources.find((source) => source.name === name) ?? sources[0];
}

function refuse(context: IWebhookFunctions, { status, body }: Answer): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}

function allRejected(parsed: readonly Outcome<CustomerEvent>[]): Answer {
	const rejected = rejections(parsed);
	return { status: 400, body: { error: String(rejected[0].reason), rejected } };
}

function rejections(parsed: readonly Outcome<CustomerEvent>[]): IDataObject[] {
	return parsed.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, reason: outcome.error.message }]));
}

function answer(
	context: IWebhookFunctions,
	result: {
		readonly parsed: readonly Outcome<CustomerEvent>[];
		readonly events: readonly CustomerEvent[];
		readonly receipts: readonly RecordReceipt[];
	},
): IWebhookResponseData {
	const fresh = result.events.filter((_, index) => result.receipts[index].stored);
	const rejected = rejections(result.parsed);
	const webhookResponse: IDataObject = {
		success: true,
		stored: fresh.length,
		duplicates: result.events.length - fresh.length,
		...(rejected.length === 0 ? {} : { rejected }),
	};
	context.getResponseObject().status(200).json(webhookResponse);
	const starting = startingEvents(context, fresh);
	if (starting.length === 0) return { noWebhookResponse: true };
	return { noWebhookResponse: true, workflowData: [starting.map((event) => ({ json: toItem(event) }))] };
}

/** The new events an execution starts for; a test in the editor always shows what came. */
function startingEvents(
	context: IWebhookFunctions,
	fresh: readonly CustomerEvent[],
): readonly CustomerEvent[] {
	const when = context.getNodeParameter('startOn', 'nothing');
	if (context.getMode() === 'manual' || when === 'everyEvent') return fresh;
	if (when !== 'chosenEvents') return [];
	const names = String(context.getNodeParameter('eventNames', ''))
		.split(',')
		.map((name) => name.trim().toLowerCase());
	return fresh.filter((event) => names.includes(event.name.toLowerCase()));
}

function toItem(event: CustomerEvent): IDataObject {
	return {
		customerId: event.customerId ?? event.anonymousId,
		event: event.name,
		occurredAt: toIso(event.occurredAt),
		eventId: event.eventId,
		anonymousId: event.anonymousId,
		kind: event.kind,
		productId: event.productId,
		orderId: event.orderId,
		revenue: event.revenueCents === null ? null : event.revenueCents / 100,
		currency: event.currency,
		channel: event.channel,
		properties: event.properties as IDataObject,
	};
}
