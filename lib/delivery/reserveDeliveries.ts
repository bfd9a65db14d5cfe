import { DAY_MILLISECONDS } from '../core/clock';
import type { Engine } from '../engine';
import { askGate } from '../privacy/gates';
import type { Session } from '../store/types';
import { problemOf } from './checkMessage';
import { checkRules } from './checkRules';
import { decideVerdicts, type Asked } from './decideVerdicts';
import { countElsewhere, countHere, knownUntil, loadCanonical } from './loadDeliveryFacts';
import { readRows, reserveRows, type NewRow } from './messageRows';
import { receiptIdOf } from './receiptId';
import { settleReported } from './settleReported';
import type { DeliveryRules, OutgoingMessage, Verdict } from './types';

/**
 * Who may be written to now: the last question before sending, one verdict a message, in order. What may leave
 * is reserved by its key, so that two runs at once, a retry, or a run after a crash do not send it again. With
 * `dryRun` the verdicts are the same and nothing is reserved.
 */
export async function reserveDeliveries(
	engine: Engine,
	messages: readonly OutgoingMessage[],
	rules: DeliveryRules & { readonly dryRun?: boolean },
): Promise<Verdict[]> {
	checkRules(rules);
	if (messages.length === 0) return [];
	const now = engine.clock.now();
	const asked = await loadAsked(engine, messages, { rules, now });
	const ids = [...new Set(asked.map((one) => one.customerId))];
	const cap = rules.frequencyCap;
	const since = cap === undefined ? now : now - cap.days * DAY_MILLISECONDS;
	if (rules.dryRun !== true) await settleReported(engine, asked.map((one) => one.receiptId), now);
	const elsewhere = cap === undefined ? new Map() : await countElsewhere(engine, ids, { since, now });
	return await engine.store.transaction(async (session) => {
		await session.lock('messages');
		await session.lock('messages');
		const known = await readRows(session, asked.map((one) => one.receiptId));
		const here = cap === undefined ? new Map() : await countHere(session, ids, { since, now });
		const counts = sumByKey(here, elsewhere);
		const verdicts = decideVerdicts(asked, { known, counts, now }, rules);
		if (rules.dryRun !== true) await reserve(session, { messages, asked, verdicts, known, now });
		return verdicts;
	});
}

async function loadAsked(
	engine: Engine,
	messages: readonly OutgoingMessage[],
	{ rules, now }: { readonly rules: DeliveryRules; readonly now: number },
): Promise<Asked[]> {
	const ids = messages.map((message) => message.customerId);
	const canonical = await loadCanonical(engine, ids, now);
	const { unknownConsent } = rules;
	const question = { gate: 'send', asOf: knownUntil(now), unknownConsent } as const;
	const consents = await askGate(engine, ids, question);
	return messages.map((message, index) => ({
		receiptId: receiptIdOf(message),
		customerId: canonical.get(message.customerId) ?? message.customerId,
		problem: problemOf(message),
		consent: consents[index],
	}));
}

async function reserve(
	session: Session,
	decided: {
		readonly messages: readonly OutgoingMessage[];
		readonly asked: readonly Asked[];
		readonly verdicts: readonly Verdict[];
		readonly known: Awaited<ReturnType<typeof readRows>>;
		readonly now: number;
	},
): Promise<void> {
	const { messages, asked, verdicts, known, now } = decided;
	const rows = messages.flatMap((message, index): NewRow[] => {
		if (!verdicts[index].send) return [];
		const { receiptId, customerId } = asked[index];
		const { campaign, channel, occasion = null, details = {} } = message;
		return [{ receiptId, customerId, campaign, channel, occasion, details }];
	});
	await reserveRows(session, rows, { known, at: now });
}

function sumByKey(
	left: ReadonlyMap<string, number>,
	right: ReadonlyMap<string, number>,
): Map<string, number> {
	const sums = new Map(left);
	for (const [key, value] of right) sums.set(key, (sums.get(key) ?? 0) + value);
	return sums;
}
