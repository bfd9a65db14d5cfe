/** Sets that only ever merge (Galler & Fischer 1964), with halved paths; each is named by one of its members. */
export interface DisjointSets {
	/** The member that names the set of a member. */
	find(member: number): number;
	/** Makes one of two sets; false when they are one already. */
	unite(one: number, other: number): boolean;
}

/** `count` sets of one member each. The lower name wins, so that names do not depend on the order of merging. */
export function disjointSets(count: number): DisjointSets {
	const parents = Int32Array.from({ length: count }, (_, member) => member);
	const find = (member: number): number => {
		let at = member;
		while (parents[at] !== at) {
			parents[at] = parents[parents[at]];
			at = parents[at];
		}
		return at;
	};
	return {
		find,
		unite: (one, other) => {
			const left = find(one);
			const right = find(other);
			if (left === right) return false;
			if (left < right) parents[right] = left;
			else parents[left] = right;
			return true;
		},
	};
}
