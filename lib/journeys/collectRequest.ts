import { attempt } from '../core/attempt';
import { equalInConstantTime } from '../core/constantTime';
import { InvalidInput } from '../core/errors';
import type { Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { decodeBody } from '../events/decodeBody';
import { everythingByName, mappedSource, type EventMapping } from '../events/mappedEvents';
import { parseEvents } from '../events/parseEvents';
import { findSource, type SourceName } from '../events/sources';
import { recordScreened } from '../privacy/screen/recordScreened';
import type { ScreenPolicy } from '../privacy/screen/types';
import type { Collected, CustomerEvent, Refusal, SentEvent, SentRequest, Source, SourceAnswer } from '../events/types';

/** Who may send to one address, and in which words. */
export interface Gate {
	/** "auto" tells the sender by the address, the headers and the shape of the body; "mapped" reads as `mapping` says. */
	readonly source: SourceName | 'auto' | 'mapped';
	/** Of a sender that none of the sources knows. */
	readonly mapping?: EventMapping;
	/** Write key, or the secret that requests are signed with; absent: anyone who knows the address. */
	readonly secret?: string;
	/** What events lose at the door. */
	readonly policy: ScreenPolicy;
	/** Seconds this sender has to wait before its next request; 0 lets it in. Absent: nobody waits. */
	readonly waitSeconds?: (now: number) => number;
}

export interface CollectedRequest {
	readonly answer: SourceAnswer;
	/** Events that were not known before, for what is to start. */
	readonly fresh: readonly CustomerEvent[];
}

/**
 * One request of a tracker from its bytes to its answer: told, proven, taken apart, stored once, answered in the words
 * its clients expect. Durable when it resolves. Nothing of a refused request is stored. A HEAD asks whether somebody
 * answers here and is told yes before any proof: senders ask it when an address is set up, without a signature.
 */
export async function collectRequest(
	engine: Pick<Engine, 'store' | 'clock'>,
	gate: Gate,
	request: SentRequest,
): Promise<CollectedRequest> {
	const now = engine.clock.now();
	const wait = gate.waitSeconds?.(now) ?? 0;
	if (wait > 0) return { answer: tooMany(sourceOf(gate, request, undefined), request, wait), fresh: [] };
	if (request.method === 'HEAD') return { answer: { status: 200, body: '' }, fresh: [] };
	const body = await tryDecode(request);
	const decoded = { request, body: body.ok ? body.value : undefined, now };
	const source = sourceOf(gate, request, decoded.body);
	const read = readEvents(source, gate.secret, { ...decoded, error: body.ok ? undefined : body.error });
	if ('status' in read) return { answer: source.refuse(read, request), fresh: [] };
	const { fresh, collected } = await record({ engine, policy: gate.policy, now }, read);
	return { answer: source.answer(collected, request), fresh };
}

function sourceOf({ source, mapping }: Gate, request: SentRequest, body: unknown): Source {
	return source === 'mapped' ? mappedSource(mapping ?? everythingByName) : findSource(source, request, body);
}

interface Accepted {
	readonly event: CustomerEvent;
	readonly sent: SentEvent;
}

interface ReadEvents {
	readonly accepted: readonly Accepted[];
	readonly rejected: Collected['rejected'];
}

/** What is to be stored, or why the request is refused as a whole: not proven, not readable, nothing usable in it. */
function readEvents(
	source: Source,
	secret: string | undefined,
	decoded: Decoded & { readonly error: Error | undefined },
): ReadEvents | Refusal {
	const unproven = whyUnproven(source, secret, decoded);
	if (unproven !== undefined) return { status: 401, sentence: unproven };
	if (decoded.error !== undefined) return { status: 400, sentence: decoded.error.message };
	const parsed = tryParse(source, decoded);
	if (!parsed.ok) return { status: 400, sentence: parsed.error.message };
	const { accepted, rejected } = parsed.value;
	if (accepted.length > 0 || rejected.length === 0) return parsed.value;
	return { status: 400, sentence: rejected[0].reason, rejected };
}

async function record(
	door: { readonly engine: Pick<Engine, 'store' | 'clock'>; readonly policy: ScreenPolicy; readonly now: number },
	{ accepted, rejected }: ReadEvents,
): Promise<{ fresh: readonly CustomerEvent[]; collected: Collected }> {
	const { fresh, receipts } = await recordScreened(door.engine, door.policy, accepted.map(({ event }) => event));
	const counted = accepted.flatMap(({ sent }, index) => (sent.beside === true ? [] : [receipts[index].stored]));
	const stored = counted.filter(Boolean).length;
	return { fresh, collected: { stored, duplicates: counted.length - stored, rejected, receivedAt: door.now } };
}

function tooMany(source: Source, request: SentRequest, seconds: number): SourceAnswer {
	const sentence = `Too many requests: send again in ${seconds} s, or send events in batches`;
	const { headers, ...answer } = source.refuse({ status: 429, sentence }, request);
	return { ...answer, headers: { ...headers, 'retry-after': String(seconds) } };
}

async function tryDecode(request: SentRequest): Promise<Outcome<unknown>> {
	try {
		return { ok: true, value: await decodeBody(request) };
	} catch (error) {
		if (error instanceof InvalidInput) return { ok: false, error };
		throw error;
	}
}

interface Decoded {
	readonly request: SentRequest;
	readonly body: unknown;
	readonly now: number;
}

/** A wrong body is the sender's and answered; anything else is ours and thrown. */
function tryParse(source: Source, { request, body, now }: Decoded): Outcome<ReadEvents> {
	return attempt(() => {
		const sent = source.split(body, request);
		const outcomes = parseEvents(sent, now);
		const accepted = outcomes.flatMap((outcome, index) => (outcome.ok ? [{ event: outcome.value, sent: sent[index] }] : []));
		return { accepted, rejected: rejections(outcomes, sent) };
	});
}

function whyUnproven(source: Source, secret: string | undefined, decoded: Decoded): string | undefined {
	if (secret === undefined) return undefined;
	const { request, body, now } = decoded;
	if (source.isSigned !== undefined) {
		return source.isSigned(request, secret, now) ? undefined : 'The signature is missing, wrong or too old';
	}
	const keys = [...commonKeys(request), ...source.keysOf(request, body)];
	return keys.some((key) => equalInConstantTime(key, secret)) ? undefined : 'The write key is missing or wrong';
}

/** Where any sender may put its key: the user of Basic authentication, or a header. */
function commonKeys({ headers }: SentRequest): string[] {
	const basic = /^basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
	const user = basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
	return [user, headers['x-write-key'] ?? ''];
}

function rejections(outcomes: readonly Outcome<CustomerEvent>[], sent: readonly SentEvent[]): Collected['rejected'] {
	return outcomes.flatMap((outcome, index) =>
		outcome.ok || sent[index].beside === true ? [] : [{ index, reason: outcome.error.message }],
	);
}
