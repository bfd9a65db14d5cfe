import { openNumbering, type Numbering } from '../../features/numbering';
import { withMoney } from '../../features/money';
import type { FeatureDefinition, MoneyTable } from '../../features/types';
import { toFeature, type MeasuredFact } from './toFeature';
import type { Fact, Sequence, Test } from './types';
import { factsOf } from './walkTest';

/** What a list of tests needs to know, each thing once. */
export interface RulePlan {
	/** Facts counted from events: features f0, f1, … */
	readonly features: readonly FeatureDefinition[];
	readonly sequences: readonly Sequence[];
	/** Whether anything of the snapshot is asked for. */
	readonly columns: readonly string[];
	/** Name of the feature of a fact. */
	featureOf(fact: MeasuredFact): string;
	/** Place of a sequence in the list. */
	sequenceOf(sequence: Sequence): number;
}

export function planRules(tests: readonly Test[], money: MoneyTable | undefined): RulePlan {
	const measured = openNumbering<MeasuredFact>();
	const sequences = openNumbering<Sequence>();
	const columns = new Set<string>();
	for (const fact of tests.flatMap(factsOf)) note(fact, { measured, sequences, columns });
	const features = measured.values.map((fact, index) => toFeature(fact, `f${index}`));
	return {
		features: withMoney(features, money),
		sequences: sequences.values,
		columns: [...columns],
		featureOf: (fact) => `f${measured.indexOf(fact)}`,
		sequenceOf: (sequence) => sequences.indexOf(sequence),
	};
}

interface Noted {
	readonly measured: Numbering<MeasuredFact>;
	readonly sequences: Numbering<Sequence>;
	readonly columns: Set<string>;
}

function note(fact: Fact, { measured, sequences, columns }: Noted): void {
	if (fact.kind === 'sequence') sequences.indexOf(fact.sequence);
	else if (fact.kind === 'column') columns.add(fact.column);
	else measured.indexOf(fact);
}
