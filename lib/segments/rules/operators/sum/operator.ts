import { centsOf } from '../../../../core/cents';
import { numberComparisons, type Operator, type RuleFields } from '../../types';

const amounts = ['revenue', 'discount', 'quantity'] as const;
const readProperty = (fields: RuleFields) => ({ property: fields.name('property') });

export const operator: Operator<'sum'> = {
	kind: 'sum',
	label: 'Sum of an amount',
	parse: (fields) => ({
		kind: 'sum',
		amount: typeof fields.raw('amount') === 'object' ? fields.object('amount', readProperty) : fields.choice('amount', amounts),
		events: fields.events('events'),
		is: fields.choice('is', numberComparisons),
		value: fields.number('value'),
		...(fields.has('withinLast') ? { withinLast: fields.duration('withinLast') } : {}),
	}),
	toTest: ({ amount, events, is, value, withinLast }) => ({
		kind: 'compare',
		fact: { kind: 'sum', amount, events, ...(withinLast === undefined ? {} : { withinLast }) },
		is,
		// Money is counted in cents, and told in its own unit.
		value: amount === 'revenue' || amount === 'discount' ? centsOf(value) : value,
	}),
	describe: ({ amount, events, is, value, withinLast }, words) => {
		const what = typeof amount === 'object' ? `property ${amount.property}` : amount;
		const since = withinLast === undefined ? '' : ` in the last ${withinLast}`;
		return `have a total ${what} of ${words.comparison(is, value)} from ${words.events(events)}${since}`;
	},
};
