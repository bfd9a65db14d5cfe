import type { Operator, RuleKind } from '../types';
import { operator as andOperator } from './and/operator';
import { operator as countOperator } from './count/operator';
import { operator as featureOperator } from './feature/operator';
import { operator as memberOperator } from './member/operator';
import { operator as notOperator } from './not/operator';
import { operator as occasionOperator } from './occasion/operator';
import { operator as orOperator } from './or/operator';
import { operator as scoreOperator } from './score/operator';
import { operator as sequenceOperator } from './sequence/operator';
import { operator as silenceOperator } from './silence/operator';
import { operator as sumOperator } from './sum/operator';

/** Every kind of condition a segment rule is made of, in the order people choose. */
export const operators: { readonly [Kind in RuleKind]: Operator<Kind> } = {
	and: andOperator,
	or: orOperator,
	not: notOperator,
	feature: featureOperator,
	score: scoreOperator,
	count: countOperator,
	sum: sumOperator,
	occasion: occasionOperator,
	sequence: sequenceOperator,
	silence: silenceOperator,
	member: memberOperator,
};
