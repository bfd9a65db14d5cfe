import type { NumberedLinks } from './groupHistory';

/** Who a group went by: row by row, after `validFrom`, up to and with `validTo` (NaN: still). */
export interface NameHistory {
	readonly group: readonly number[];
	readonly name: readonly number[];
	readonly validFrom: readonly number[];
	readonly validTo: readonly number[];
}

/** What makes an id the name of its group: never given up first, then stated earliest, then the smallest id. */
interface Rank {
	readonly id: number;
	readonly isGivenUp: number;
	readonly statedAt: number;
}

/** What the links that hold say about each id. `linksOf` names the holding links of an id. */
export interface Roles {
	add(link: number): void;
	remove(link: number): void;
	rankOf(id: number): Rank;
}

export function openRoles(links: NumberedLinks, linksOf: (id: number) => readonly number[]): Roles {
	const { from, to, statedAt: stated } = links;
	const givenUp = new Int32Array(links.ids);
	const statedAt = new Float64Array(links.ids).fill(Infinity);
	return {
		add: (link) => {
			givenUp[from[link]] += 1;
			statedAt[to[link]] = Math.min(statedAt[to[link]], stated[link]);
		},
		remove: (link) => {
			const id = to[link];
			givenUp[from[link]] -= 1;
			statedAt[id] = linksOf(id)
				.filter((one) => to[one] === id)
				.reduce((earliest, one) => Math.min(earliest, stated[one]), Infinity);
		},
		rankOf: (id) => ({ id, isGivenUp: givenUp[id] > 0 ? 1 : 0, statedAt: statedAt[id] }),
	};
}

export interface GroupNames {
	/** Ids that are new in a group, or whose role in it changed. */
	change(group: number, ids: readonly number[], at: number): void;
	dissolve(group: number, at: number): void;
	rows(): NameHistory;
}

/**
 * Keeps the best of each group in a heap. What is no longer so – the id left or its role changed – is dropped when it
 * comes to the top, so n changes cost n · log n.
 */
export function openGroupNames(roles: Roles, groupOf: (id: number) => number): GroupNames {
	const heaps = new Map<number, Rank[]>();
	const present = new Map<number, { readonly name: number; readonly since: number }>();
	const rows = { group: [] as number[], name: [] as number[], validFrom: [] as number[], validTo: [] as number[] };
	const close = (group: number, at: number): void => {
		const held = present.get(group);
		if (held === undefined) return;
		present.delete(group);
		if (held.since === at) return;
		rows.group.push(group);
		rows.name.push(held.name);
		rows.validFrom.push(held.since);
		rows.validTo.push(at);
	};
	const isPresent = (group: number, { id, isGivenUp, statedAt }: Rank): boolean => {
		const now = roles.rankOf(id);
		return groupOf(id) === group && now.isGivenUp === isGivenUp && now.statedAt === statedAt;
	};
	return {
		change: (group, ids, at) => {
			const heap = heaps.get(group) ?? [];
			heaps.set(group, heap);
			for (const id of ids) push(heap, roles.rankOf(id));
			while (!isPresent(group, heap[0])) pop(heap);
			const name = heap[0].id;
			if (present.get(group)?.name === name) return;
			close(group, at);
			present.set(group, { name, since: at });
		},
		dissolve: (group, at) => {
			close(group, at);
			heaps.delete(group);
		},
		rows: () => {
			for (const group of [...present.keys()]) close(group, Number.NaN);
			return rows;
		},
	};
}

function isBefore(left: Rank, right: Rank): boolean {
	if (left.isGivenUp !== right.isGivenUp) return left.isGivenUp < right.isGivenUp;
	if (left.statedAt !== right.statedAt) return left.statedAt < right.statedAt;
	return left.id < right.id;
}

function push(heap: Rank[], rank: Rank): void {
	let place = heap.push(rank) - 1;
	while (place > 0) {
		const parent = (place - 1) >> 1;
		if (!isBefore(rank, heap[parent])) break;
		heap[place] = heap[parent];
		place = parent;
	}
	heap[place] = rank;
}

function pop(heap: Rank[]): void {
	const last = heap.pop();
	if (last === undefined || heap.length === 0) return;
	let place = 0;
	for (;;) {
		const left = 2 * place + 1;
		if (left >= heap.length) break;
		const child = left + 1 < heap.length && isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
		if (!isBefore(heap[child], last)) break;
		heap[place] = heap[child];
		place = child;
	}
	heap[place] = last;
}
