import fc from 'fast-check';
import type { CustomerEvent } from '../../lib/events/types';
import { anEvent } from './anEvent';

/** Start of the first of three rounds; links arrive in a round, undos are made at its end. */
export const mergeStart = Date.parse('2025-01-01T00:00:00Z');
export const ROUND_MILLISECONDS = 1_000;
export const rounds = [0, 1, 2] as const;

/** End of a round, when its undos are made: an instant no link has. */
export function endOf(round: number): number {
	return mergeStart + (round + 1) * ROUND_MILLISECONDS - 1;
}

/** One alias of a graph. `late` ones are history: they come in a later round than the one they were known in. */
export interface Merge {
	readonly from: string;
	readonly to: string;
	readonly linkedAt: number;
	readonly statedAt: number;
	readonly round: number;
}

export interface MergeGraph {
	readonly merges: readonly Merge[];
	/** Pairs whose link is undone at the end of a round, if it holds then. */
	readonly undos: readonly { readonly one: string; readonly other: string; readonly round: number }[];
}

export const graphIds = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const ids = fc.constantFrom(...graphIds);
const roundOf = fc.constantFrom(...rounds);

const merges: fc.Arbitrary<Merge> = fc
	.record({
		from: ids,
		to: ids,
		known: roundOf,
		late: fc.constantFrom(0, 0, 0, 1),
		moment: fc.integer({ min: 0, max: 4 }),
		delay: fc.constantFrom(0, 0, 1, 2_500),
	})
	.filter(({ from, to }) => from !== to)
	.map(({ from, to, known, late, moment, delay }) => {
		const linkedAt = mergeStart + known * ROUND_MILLISECONDS + moment;
		return { from, to, linkedAt, statedAt: linkedAt - delay, round: Math.min(known + late, 2) };
	});

/** Chains, stars, circles and repeats over six ids, with undos in between. */
export const mergeGraphs: fc.Arbitrary<MergeGraph> = fc.record({
	merges: fc.array(merges, { minLength: 1, maxLength: 8 }),
	undos: fc.array(
		fc.record({ one: ids, other: ids, round: roundOf }).filter(({ one, other }) => one !== other),
		{ maxLength: 4 },
	),
});

/** The alias event of a merge; ids are made a graph's own by its prefix. */
export function mergeEvent(prefix: string, merge: Merge, index: number): CustomerEvent {
	return anEvent({
		eventId: `${prefix}merge-${index}`,
		kind: 'alias',
		name: 'alias',
		anonymousId: prefix + merge.from,
		customerId: prefix + merge.to,
		occurredAt: merge.statedAt,
		receivedAt: merge.linkedAt,
	});
}

/** Which merges hold after some rounds, as of an instant, told link by link: the definition, not the implementation. */
export function holdingMerges({ merges: all, undos }: MergeGraph, asOf: number): readonly Merge[] {
	const joins = (merge: Merge, one: string, other: string): boolean =>
		(merge.from === one && merge.to === other) || (merge.from === other && merge.to === one);
	const made: { one: string; other: string; at: number }[] = [];
	const holds = (merge: Merge, instant: number): boolean =>
		merge.linkedAt < instant &&
		!made.some((undo) => joins(merge, undo.one, undo.other) && merge.linkedAt < undo.at && undo.at < instant);
	for (const round of rounds) {
		const seen = all.filter((merge) => merge.round <= round);
		for (const { one, other } of undos.filter((undo) => undo.round === round)) {
			const at = endOf(round);
			if (seen.some((merge) => joins(merge, one, other) && holds(merge, at + 1))) made.push({ one, other, at });
		}
	}
	return all.filter((merge) => holds(merge, asOf));
}

/** The person of each id by union-find: never given up for another first, then stated earliest, then by id. */
export function canonicalIds(holding: readonly Merge[]): ReadonlyMap<string, string> {
	const parents = new Map<string, string>();
	const find = (id: string): string => {
		const parent = parents.get(id) ?? id;
		return parent === id ? id : find(parent);
	};
	for (const { from, to } of holding) parents.set(find(from), find(to));
	const rank = (id: string): readonly [number, number, string] => [
		holding.some(({ from }) => from === id) ? 1 : 0,
		Math.min(...holding.filter(({ to }) => to === id).map(({ statedAt }) => statedAt)),
		id,
	];
	return new Map(
		graphIds.map((id) => {
			const group = graphIds.filter((other) => find(other) === find(id));
			const [first] = group.map(rank).sort(([sourceA, atA, a], [sourceB, atB, b]) => {
				if (sourceA !== sourceB) return sourceA - sourceB;
				if (atA !== atB) return atA < atB ? -1 : 1;
				return a < b ? -1 : 1;
			});
			return [id, first[2]];
		}),
	);
}
