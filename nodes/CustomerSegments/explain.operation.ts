import { explainCustomers, toIso, type SegmentExplanation } from '../../lib';
import { customerIdField } from '../shared/fields/customerIdField';
import type { Operation } from '../shared/operation';
import { readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

/** Why a customer is in a segment, in plain words. */
export const explainOperation: Operation<string, SegmentExplanation> = {
	name: 'explain',
	label: 'Explain Customer',
	action: 'Explain the segment of a customer',
	description: 'Say in plain words why a customer is in a segment and what would change it',
	runs: 'perItem',
	fields: [customerIdField],
	read: (context, item) => readRequiredText(context, { name: 'customerId', label: 'Customer ID' }, item),
	run: async (engine, customerIds) => await explainCustomers(engine, customerIds),
	show: (explanation) => [toItem({ ...explanation, since: toIso(explanation.since) })],
};
