/** Event names grouped so that every list of names is a union of groups; group 0 is every other name. */
export interface NameGroups {
	/** The names that stand in some list, with their group, counted from 1. */
	readonly members: readonly { readonly name: string; readonly group: number }[];
	/** The groups a list consists of. */
	groupsOf(names: readonly string[]): readonly number[];
}

/**
 * Lets a statement look a name up once per event and then compare small numbers, instead of comparing each
 * event's name with every list: names that stand in the same lists are one group.
 */
export function classifyNames(lists: readonly (readonly string[])[]): NameGroups {
	const names = [...new Set(lists.flat())];
	const groups = new Map<string, number>();
	const groupOf = new Map<string, number>();
	for (const name of names) {
		const signature = lists.map((list) => (list.includes(name) ? '1' : '0')).join('');
		if (!groups.has(signature)) groups.set(signature, groups.size + 1);
		groupOf.set(name, groups.get(signature) ?? 0);
	}
	return {
		members: names.map((name) => ({ name, group: groupOf.get(name) ?? 0 })),
		groupsOf: (list) => [...new Set(list.map((name) => groupOf.get(name) ?? 0))],
	};
}
