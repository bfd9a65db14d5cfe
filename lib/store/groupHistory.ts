import { setImmediate as nextTurn } from 'node:timers/promises';
import { openGroupNames, openRoles, type NameHistory } from './groupNames';

/** Links between ids that are numbered from 0; `undoneAt` is NaN for a link that holds. */
export interface NumberedLinks {
	readonly ids: number;
	readonly from: ArrayLike<number>;
	readonly to: ArrayLike<number>;
	readonly linkedAt: ArrayLike<number>;
	readonly statedAt: ArrayLike<number>;
	readonly undoneAt: ArrayLike<number>;
}

/** One row each: an id was in a group after `validFrom`, up to and with `validTo` (NaN: still). */
export interface GroupHistory {
	readonly id: readonly number[];
	/** Number of an id of the group; at any instant no two groups share it. */
	readonly group: readonly number[];
	readonly validFrom: readonly number[];
	readonly validTo: readonly number[];
	/** By id: the smallest id of all that ever hung together with it. */
	readonly cluster: Int32Array;
	/** The id each group went by. */
	readonly names: NameHistory;
}

interface Change {
	readonly at: number;
	readonly link: number;
	readonly adds: boolean;
}

/**
 * Who was one person at any instant: connected components of the links that held, replayed in the order of time. When two
 * groups meet, the smaller takes the name of the larger, so n links make at most n · log2(n) rows, whatever their order.
 * An id that is alone has no row. Between stretches of changes others get their turn: a person may have 100,000 ids.
 */
export async function groupHistory(links: NumberedLinks): Promise<GroupHistory> {
	const groups = openGroups(links.ids);
	const clusters = openGroups(links.ids);
	const active = new Uint8Array(links.from.length);
	const neighbours = linksOfIds(links);
	const holding = (id: number): number[] => neighbours[id].filter((link) => active[link] === 1);
	const across = (id: number): number[] => holding(id).map((link) => links.from[link] + links.to[link] - id);
	const roles = openRoles(links, holding);
	const names = openGroupNames(roles, groups.groupOf);
	const add = (ends: readonly [number, number], at: number): void => {
		clusters.join(ends, at);
		const joined = groups.join(ends, at);
		if (joined !== undefined) names.dissolve(joined.gone, at);
		names.change(groups.groupOf(ends[0]), [...ends, ...(joined?.entered ?? [])], at);
	};
	const remove = (ends: readonly [number, number], at: number): void => {
		const group = groups.groupOf(ends[0]);
		const pieces = groups.split(group, across, at);
		if (pieces.length === 1) return names.change(group, ends, at);
		names.dissolve(group, at);
		for (const piece of pieces.filter(({ length }) => length > 1)) {
			names.change(groups.groupOf(piece[0]), piece, at);
		}
	};
	for (const [place, { at, link, adds }] of changesOf(links).entries()) {
		if (place % CHANGES_A_TURN === CHANGES_A_TURN - 1) await nextTurn();
		const ends = [links.from[link], links.to[link]] as const;
		active[link] = adds ? 1 : 0;
		roles[adds ? 'add' : 'remove'](link);
		(adds ? add : remove)(ends, at);
	}
	return { ...groups.rows(), cluster: clusters.smallest(), names: names.rows() };
}

/** A few milliseconds of work. */
const CHANGES_A_TURN = 4_096;

/** Links that were undone before they were known never held. */
function changesOf({ linkedAt, undoneAt }: NumberedLinks): Change[] {
	const changes: Change[] = [];
	for (let link = 0; link < linkedAt.length; link += 1) {
		if (undoneAt[link] <= linkedAt[link]) continue;
		changes.push({ at: linkedAt[link], link, adds: true });
		if (!Number.isNaN(undoneAt[link])) changes.push({ at: undoneAt[link], link, adds: false });
	}
	return changes.sort((left, right) => left.at - right.at);
}

function linksOfIds({ ids, from, to }: NumberedLinks): number[][] {
	const neighbours = Array.from({ length: ids }, (): number[] => []);
	for (let link = 0; link < from.length; link += 1) {
		neighbours[from[link]].push(link);
		neighbours[to[link]].push(link);
	}
	return neighbours;
}

interface Groups {
	groupOf(id: number): number;
	/** The name that is gone, and the ids that are new under the other; undefined when nothing changed. */
	join(ends: readonly [number, number], at: number): { readonly gone: number; readonly entered: readonly number[] } | undefined;
	/** Takes a group apart into what still hangs together. */
	split(group: number, across: (id: number) => readonly number[], at: number): readonly (readonly number[])[];
	rows(): Omit<GroupHistory, 'cluster' | 'names'>;
	smallest(): Int32Array;
}

function openGroups(ids: number): Groups {
	const groupOf = Int32Array.from({ length: ids }, (_, id) => id);
	const since = new Float64Array(ids).fill(Number.NaN);
	const members = new Map<number, number[]>();
	const rows = { id: [] as number[], group: [] as number[], validFrom: [] as number[], validTo: [] as number[] };
	const membersOf = (group: number): number[] => members.get(group) ?? [group];

	/** Ends what held for an id; nothing held when it was alone or began at the same instant. */
	const close = (id: number, at: number): void => {
		if (Number.isNaN(since[id]) || since[id] === at) return;
		rows.id.push(id);
		rows.group.push(groupOf[id]);
		rows.validFrom.push(since[id]);
		rows.validTo.push(at);
	};
	const enter = (id: number, group: number, at: number): void => {
		if (groupOf[id] === group && !Number.isNaN(since[id])) return;
		close(id, at);
		groupOf[id] = group;
		since[id] = at;
	};
	const leave = (id: number, at: number): void => {
		close(id, at);
		groupOf[id] = id;
		since[id] = Number.NaN;
		members.delete(id);
	};
	const settle = (piece: readonly number[], group: number, at: number): void => {
		if (piece.length === 1) return leave(piece[0], at);
		for (const id of piece) enter(id, group, at);
		members.set(group, [...piece]);
	};
	return {
		groupOf: (id) => groupOf[id],
		join: ([one, other], at) => {
			const groups = [groupOf[one], groupOf[other]];
			if (groups[0] === groups[1]) return undefined;
			const [small, large] = groups.sort((left, right) => membersOf(left).length - membersOf(right).length);
			const joining = membersOf(small);
			const all = membersOf(large);
			enter(large, large, at);
			for (const id of joining) {
				enter(id, large, at);
				all.push(id);
			}
			members.delete(small);
			members.set(large, all);
			return { gone: small, entered: joining };
		},
		split: (group, across, at) => {
			const pieces = piecesOf(membersOf(group), across);
			if (pieces.length === 1) return pieces;
			members.delete(group);
			// The piece with the name keeps it; another takes the name of its first id, which is free: it is a member.
			for (const piece of pieces) settle(piece, piece.includes(group) ? group : piece[0], at);
			return pieces;
		},
		rows: () => {
			for (let id = 0; id < ids; id += 1) close(id, Number.NaN);
			return rows;
		},
		smallest: () => {
			const found = Int32Array.from(groupOf);
			for (const [group, list] of members) {
				const least = list.reduce((low, id) => Math.min(low, id), group);
				for (const id of list) found[id] = least;
			}
			return found;
		},
	};
}

function piecesOf(ids: readonly number[], across: (id: number) => readonly number[]): number[][] {
	const seen = new Set<number>();
	const pieces: number[][] = [];
	for (const start of ids) {
		if (seen.has(start)) continue;
		seen.add(start);
		const piece = [start];
		for (let place = 0; place < piece.length; place += 1) {
			for (const next of across(piece[place])) {
				if (seen.has(next)) continue;
				seen.add(next);
				piece.push(next);
			}
		}
		pieces.push(piece);
	}
	return pieces;
}
