import { example as andExample } from '../../lib/segments/rules/operators/and/example';
import { example as countExample } from '../../lib/segments/rules/operators/count/example';
import { example as featureExample } from '../../lib/segments/rules/operators/feature/example';
import { example as memberExample } from '../../lib/segments/rules/operators/member/example';
import { example as notExample } from '../../lib/segments/rules/operators/not/example';
import { example as occasionExample } from '../../lib/segments/rules/operators/occasion/example';
import { example as orExample } from '../../lib/segments/rules/operators/or/example';
import { example as scoreExample } from '../../lib/segments/rules/operators/score/example';
import { example as sequenceExample } from '../../lib/segments/rules/operators/sequence/example';
import { example as silenceExample } from '../../lib/segments/rules/operators/silence/example';
import { example as sumExample } from '../../lib/segments/rules/operators/sum/example';
import type { OperatorExample, RuleKind } from '../../lib/segments/rules/types';

/** The example of every operator of segment rules. */
export const ruleExamples: { readonly [Kind in RuleKind]: OperatorExample } = {
	and: andExample,
	or: orExample,
	not: notExample,
	feature: featureExample,
	score: scoreExample,
	count: countExample,
	sum: sumExample,
	occasion: occasionExample,
	sequence: sequenceExample,
	silence: silenceExample,
	member: memberExample,
};
