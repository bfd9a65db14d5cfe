import { numberComparisons, type Operator } from '../../types';

/** How people say it. */
const plainWords: Readonly<Record<string, string>> = {
	'equals 0': 'never did',
	'atMost 0': 'never did',
	'lessThan 1': 'never did',
	'atLeast 1': 'did',
	'moreThan 0': 'did',
};

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
		const plain = plainWords[`${is} ${value}`];
		if (plain !== undefined) return `${plain} ${words.events(events)}${since}`;
		return `did ${words.events(events)} ${words.comparison(is, value)} ${value === 1 ? 'time' : 'times'}${since}`;
	},
};
