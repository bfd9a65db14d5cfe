import { toIso } from '../core/clock';
import type { GateVerdict } from '../privacy/types';
import { isQuiet } from './quietHours';
import type { DeliveryRules, KnownDelivery, Verdict } from './types';

/** One message as the gate sees it. */
export interface Asked {
	readonly receiptId: string;
	/** The customer it counts for, after merges. */
	readonly customerId: string;
	/** What keeps the message itself from leaving. */
	readonly problem: string | undefined;
	readonly consent: GateVerdict;
}

export interface DeliveryFacts {
	/** What the store knows, by receipt id. */
	readonly known: ReadonlyMap<string, KnownDelivery>;
	/** Messages a customer got within the days of the cap, or may still get. */
	readonly counts: ReadonlyMap<string, number>;
	readonly now: number;
}

/**
 * Who may be written to now: pure, in order. Each message that may leave counts for those after it, so that a
 * batch keeps the cap, and the same message twice leaves once.
 */
export function decideVerdicts(
	asked: readonly Asked[],
	facts: DeliveryFacts,
	rules: DeliveryRules,
): Verdict[] {
	const counts = new Map(facts.counts);
	const taken = new Set<string>();
	const quiet = rules.quietHours !== undefined && isQuiet(rules.quietHours, facts.now);
	return asked.map((one): Verdict => {
		const { receiptId, customerId } = one;
		const refusal =
			refuseItself(one) ??
			refuseKnown(facts.known.get(receiptId), taken.has(receiptId)) ??
			refuseByRules(one, { rules, quiet, count: counts.get(customerId) ?? 0 });
		if (refusal !== undefined) return { send: false, receiptId, ...refusal };
		taken.add(receiptId);
		counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
		return { send: true, receiptId };
	});
}

interface Refusal {
	readonly state: 'withheld' | 'refused' | 'unknown';
	readonly reason: string;
}

function refuseItself({ problem }: Asked): Refusal | undefined {
	return problem === undefined ? undefined : { state: 'refused', reason: problem };
}

function refuseKnown(known: KnownDelivery | undefined, twice: boolean): Refusal | undefined {
	if (twice) return withheld('the same message stands twice in this run');
	if (known === undefined || known.state === 'released') return undefined;
	if (known.state === 'sent') {
		return withheld(`was sent on ${toIso(known.settledAt ?? known.reservedAt)}`);
	}
	if (known.state === 'handedOver') {
		return withheld(
			`was handed over on ${toIso(known.settledAt ?? known.reservedAt)}: settle it as refused to have it sent again`,
		);
	}
	return {
		state: 'unknown',
		reason: `was being sent on ${toIso(known.reservedAt)} and nobody reported the outcome: not sent again; settle it as sent or refused`,
	};
}

function refuseByRules(
	{ consent }: Asked,
	{ rules, quiet, count }: { rules: DeliveryRules; quiet: boolean; count: number },
): Refusal | undefined {
	if (!consent.pass) return withheld(consent.reason);
	if (quiet && rules.quietHours !== undefined) {
		const { toHour, timeZone } = rules.quietHours;
		return withheld(`quiet hours until ${String(toHour).padStart(2, '0')}:00 in ${timeZone}`);
	}
	const cap = rules.frequencyCap;
	if (cap === undefined || count < cap.messages) return undefined;
	return withheld(
		`the customer has had ${count} of at most ${cap.messages} messages in ${cap.days} days`,
	);
}

function withheld(reason: string): Refusal {
	return { state: 'withheld', reason };
}
