import { numberComparisons, type Operator } from '../../types';

export const operator: Operator<'count'> = {
	kind: 'count',
	label: 'How often an event happened',
	parse: (fields) => ({
		kind: 'count',
		events: fields.events('events'),
		is: fields.choice('is', numberComparisons),
		value: fields.whole('value', { low: 0, high: 1e9 }),
		...(fields.has('withinLast') ? { withinLast: fields.duration('withinLast') } : {}),
	}),
	toTest: ({ events, is, value, withinLast }) => ({
		kind: 'compare',
		fact: { kind: 'count', events, ...(withinLast === undefined ? {} : { withinLast }) },
		is,
		value,
	}),
	describe: ({ events, is, value, withinLast }, words) => {
		const since = withinLast === undefined ? '' : ` in the last ${withinLast}`;
		const isNever = value === 0 && (is === 'equals' || is === 'atMost');
		if (isNever) return `never did ${words.events(events)}${since}`;
		if ((is === 'atLeast' && value === 1) || (is === 'moreThan' && value === 0)) return `did ${words.events(events)}${since}`;
		return `did ${words.events(events)} ${words.comparison(is, value)} ${value === 1 ? 'time' : 'times'}${since}`;
	},
};
