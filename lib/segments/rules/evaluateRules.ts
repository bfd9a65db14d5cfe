import type { CustomerEvent } from '../../events/types';
import { openFeatureReader } from '../../features/evaluateFeatures';
import { compareNumbers } from '../../features/matchEventTest';
import type { FeatureValues, MoneyTable } from '../../features/types';
import { openSequenceReader } from './evaluateSequence';
import { planRules, type RulePlan } from './planRules';
import type { CustomerFacts, Fact, Test } from './types';

/** True, false or null (not known) for each test, in their order. */
export type RuleReader = (customer: CustomerFacts, asOf: number) => readonly (boolean | null)[];

/**
 * The live reading of rules over one customer's events, snapshot row and segments; its twin is `compileRules`. The tests
 * are read once, for many customers.
 */
export function openRuleReader(tests: readonly Test[], money: MoneyTable | undefined): RuleReader {
	const plan = planRules(tests, money);
	const readFeatures = openFeatureReader(plan.features);
	const sequences = plan.sequences.map(openSequenceReader);
	return (customer, asOf) => {
		const known = knownOnce(customer.events, asOf);
		const facts: Facts = {
			plan,
			features: readFeatures(known, asOf),
			occurred: sequences.map((read) => read(known, asOf)),
			customer,
		};
		return tests.map((test) => evaluate(test, facts));
	};
}

interface Facts {
	readonly plan: RulePlan;
	readonly features: FeatureValues;
	readonly occurred: readonly boolean[];
	readonly customer: CustomerFacts;
}

/** What was known before `asOf` and is behaviour, equal ids once. */
function knownOnce(events: readonly CustomerEvent[], asOf: number): readonly CustomerEvent[] {
	const known = events.filter(
		(event) => event.occurredAt < asOf && event.receivedAt < asOf && event.excluded === null,
	);
	return [...new Map(known.reverse().map((event) => [event.eventId, event])).values()];
}

function evaluate(test: Test, facts: Facts): boolean | null {
	switch (test.kind) {
		case 'all':
			return least(test.of.map((one) => evaluate(one, facts)), false);
		case 'any':
			return least(test.of.map((one) => evaluate(one, facts)), true);
		case 'not': {
			const inner = evaluate(test.of, facts);
			return inner === null ? null : !inner;
		}
		case 'compare':
			return compareNumbers(valueOf(test.fact, facts), test.is, test.value);
		case 'same':
			return isSame(test.facts.map((fact) => valueOf(fact, facts)));
		case 'known':
			return valueOf(test.fact, facts) !== null;
		default:
			return facts.customer.segments.has(test.segment);
	}
}

function isSame([first, second]: readonly (number | null)[]): boolean | null {
	return first === null ? null : first === second;
}

/** One that decides is enough; else one that is not known leaves it open. */
function least(values: readonly (boolean | null)[], deciding: boolean): boolean | null {
	if (values.includes(deciding)) return deciding;
	return values.includes(null) ? null : !deciding;
}

function valueOf(fact: Fact, { plan, features, occurred, customer }: Facts): number | null {
	if (fact.kind === 'sequence') return occurred[plan.sequenceOf(fact.sequence)] ? 1 : 0;
	if (fact.kind === 'column') return customer.row?.[fact.column] ?? null;
	return features[plan.featureOf(fact)];
}
