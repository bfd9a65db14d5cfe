/** Event names grouped so that every list of names is a union of groups; group 0 is every other name. */
export interface NameGroups {
	/** The names that stand in some list, with their group, counted from 1. */
	readonly members: readonly { readonly name: string; readonly group: number }[];
	/** The groups a list consists of, as ranges from and to, both inclusive: neighbouring numbers are tested at once. */
	rangesOf(names: readonly string[]): readonly (readonly [number, number])[];
}

/**
 * Lets a statement look a name up once per event and then compare small numbers, instead of comparing each
 * event's name with every list: names that stand in the same lists are one group. Groups are numbered so that
 * the longest lists are made of neighbours.
 */
export function classifyNames(lists: readonly (readonly string[])[]): NameGroups {
	const longestFirst = [...lists].sort((left, right) => right.length - left.length);
	const signed = [...new Set(lists.flat())].map((name) => ({
		name,
		signature: longestFirst.map((list) => (list.includes(name) ? '0' : '1')).join(''),
	}));
	const signatures = [...new Set(signed.map(({ signature }) => signature))].sort();
	const members = signed.map(({ name, signature }) => ({ name, group: 1 + signatures.indexOf(signature) }));
	const groupOf = new Map(members.map(({ name, group }) => [name, group]));
	return {
		members,
		rangesOf: (list) => toRanges([...new Set(list.map((name) => groupOf.get(name) ?? 0))]),
	};
}

function toRanges(numbers: readonly number[]): readonly (readonly [number, number])[] {
	const ranges: [number, number][] = [];
	for (const number of [...numbers].sort((left, right) => left - right)) {
		const last = ranges.at(-1);
		if (last !== undefined && last[1] === number - 1) last[1] = number;
		else ranges.push([number, number]);
	}
	return ranges;
}
