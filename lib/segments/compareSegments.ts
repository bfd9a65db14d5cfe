import { DAY_MILLISECONDS, toIso } from '../core/clock';
import { InvalidInput, NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import { describeValue } from '../features/describeValue';
import { sumOf, type Flow } from './identity/flows';
import { latestRefresh, readRefreshes, refreshBefore, type Refresh } from './refreshes';
import { readSegments } from './segmentsTable';
import { flowsBetween, tellFlows } from './tellRefresh';
import type { Segment } from './types';

/** Which two refreshes: the later one by its model, the earlier by its model, as the one before, or as the state some days before. */
export interface CompareRequest {
	/** Id of a segments model, or "latest". */
	readonly model: string;
	readonly against: { readonly kind: 'previous' } | { readonly kind: 'model'; readonly id: string } | { readonly kind: 'daysBefore'; readonly days: number };
}

export interface ComparedSegment {
	readonly segment: string;
	readonly name: string;
	readonly change: 'kept' | 'new' | 'gone';
	readonly sizeBefore: number;
	readonly sizeAfter: number;
	/** Share of its customers of before who are in it still; null for a new one. */
	readonly keptShare: number | null;
	/** In what its customers differ most from those of before. */
	readonly profile: readonly { readonly feature: string; readonly label: string; readonly before: string; readonly after: string }[];
}

export interface NamedFlow {
	readonly from: string | null;
	readonly fromName: string;
	readonly to: string | null;
	readonly toName: string;
	readonly customers: number;
}

export interface Comparison {
	readonly model: string;
	readonly asOf: number;
	readonly against: string;
	readonly againstAsOf: number;
	readonly keptShare: number | null;
	/** Customers who are in a segment now and were in none, and the other way round. */
	readonly entered: number;
	readonly left: number;
	/** What changed, in sentences. */
	readonly changed: readonly string[];
	readonly segments: readonly ComparedSegment[];
	readonly migration: readonly NamedFlow[];
}

/** Standard deviations by which a trait must move to be told. */
const NOTABLE_MOVE = 0.25;
const MOVES_MAX = 3;
const OUTSIDE = 'No segment';

/** What became of the segments, and of the customers in them, from one refresh to another. */
export async function compareSegments(engine: Pick<Engine, 'store'>, request: CompareRequest): Promise<Comparison> {
	const later = request.model === 'latest' ? await latestRefresh(engine, 'discovered') : await refreshOf(engine, request.model);
	const earlier = await earlierRefresh(engine, later, request.against);
	const names = {
		before: await readSegments(engine, earlier.model),
		after: await readSegments(engine, later.model),
	};
	const told = tellFlows(await flowsBetween(engine, earlier.changedAt, later.changedAt), names);
	const nameOf = (id: string | null): string =>
		id === null ? OUTSIDE : ([...names.after, ...names.before].find(({ segment }) => segment === id)?.name ?? id);
	return {
		model: later.model,
		asOf: later.asOf,
		against: earlier.model,
		againstAsOf: earlier.asOf,
		keptShare: told.keptShare,
		entered: sumOf(told.flows.filter(({ from, to }) => from === null && to !== null)),
		left: sumOf(told.flows.filter(({ from, to }) => from !== null && to === null)),
		changed: told.sentences,
		segments: told.changes.flatMap((change): ComparedSegment[] => {
			if (change.kind === 'split' || change.kind === 'merged') return [];
			const { segment, size, kind } = change;
			const [before, after] = [names.before, names.after].map((list) => list.find((one) => one.segment === segment));
			return [{
				segment, name: nameOf(segment), change: kind, sizeBefore: size.before, sizeAfter: size.after,
				keptShare: kind === 'kept' ? change.keptShare : kind === 'gone' ? 0 : null,
				profile: before === undefined || after === undefined ? [] : profileMoves(before, after),
			}];
		}),
		migration: told.flows.map((flow: Flow) => ({ ...flow, fromName: nameOf(flow.from), toName: nameOf(flow.to) })),
	};
}

async function refreshOf(engine: Pick<Engine, 'store'>, model: string): Promise<Refresh> {
	const refreshes = await readRefreshes(engine, 1_000, 'discovered');
	const found = refreshes.find((refresh) => refresh.model === model);
	if (found !== undefined) return found;
	const known = refreshes.slice(0, 5).map((refresh) => `"${refresh.model}"`).join(', ');
	throw new InvalidInput(`no customer was ever in a segment of model "${model}": expected one of the latest, such as ${known || 'none yet'}`);
}

async function earlierRefresh(
	engine: Pick<Engine, 'store'>,
	later: Refresh,
	against: CompareRequest['against'],
): Promise<Refresh> {
	if (against.kind === 'model') return await refreshOf(engine, against.id);
	const found = against.kind === 'previous'
		? await refreshBefore(engine, later.changedAt)
		: (await readRefreshes(engine, 1_000, 'discovered')).find(
				({ changedAt, asOf }) => changedAt < later.changedAt && asOf <= later.asOf - against.days * DAY_MILLISECONDS,
			);
	if (found !== undefined) return found;
	throw new NotEnoughData(
		against.kind === 'previous'
			? `model "${later.model}" is the first there is: run Customer Segments · Discover again later, then compare`
			: `there are no segments from ${against.days} days before ${toIso(later.asOf).slice(0, 10)}: choose fewer days, or compare later`,
	);
}

/** Traits of either time that moved most, in the unit of the feature. */
function profileMoves(before: Segment, after: Segment): ComparedSegment['profile'] {
	const traits = new Map([...before.describedBy, ...after.describedBy].map((trait) => [trait.feature, trait]));
	const moveOf = (feature: string): number => Math.abs((after.differences[feature] ?? 0) - (before.differences[feature] ?? 0));
	return [...traits.values()]
		.filter(({ feature }) => moveOf(feature) >= NOTABLE_MOVE)
		.sort((one, other) => moveOf(other.feature) - moveOf(one.feature))
		.slice(0, MOVES_MAX)
		.map(({ feature, label, unit }) => ({
			feature,
			label,
			before: describeValue(before.centre[feature], unit as Parameters<typeof describeValue>[1]),
			after: describeValue(after.centre[feature], unit as Parameters<typeof describeValue>[1]),
		}));
}
