import { DAY_MILLISECONDS, toIso } from '../core/clock';
import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { Snapshot } from '../features/types';
import { drawBorders, type DrawnBorders } from './drawBorders';
import { DEFAULT_METHOD, type FoundByMethod } from './findByAlgorithm';
import { findByMethod } from './findByMethod';
import { keepBorders, type Present } from './keepBorders';
import type { PreparedFeatures } from './prepareFeatures';
import { prepareTraining } from './prepareTraining';
import { publishSegments, type Division } from './publishSegments';
import { chooseFeatures, readTraining, requireCustomers } from './readTraining';
import { presentModelId, readSegmentsModel } from './segmentsModel';
import { readSegments } from './segmentsTable';
import type { Discovery, DiscoverRequest } from './types';

/**
 * Finds groups of customers that behave alike in a snapshot, keeps them as the next version of the segments model, and assigns
 * every customer. Segments that are there already keep their borders while new ones are not worth it. NotEnoughData with too few
 * customers.
 */
export async function discoverSegments(engine: Engine, request: DiscoverRequest): Promise<Discovery> {
	const snapshot = await readSnapshot(engine, request.snapshot);
	const present = await readPresent(engine);
	const division = await divide(engine, snapshot, { request, present });
	const options = { floor: request.floor, insists: request.insists ?? false, seed: request.seed };
	return await publishSegments(engine, division, options);
}

async function readPresent(engine: Engine): Promise<Present | undefined> {
	const id = await presentModelId(engine);
	if (id === undefined) return undefined;
	return { model: await readSegmentsModel(engine, id), segments: await readSegments(engine, id) };
}

async function divide(
	engine: Engine,
	snapshot: Snapshot,
	{ request, present }: { readonly request: DiscoverRequest; readonly present: Present | undefined },
): Promise<Division> {
	const kept = present === undefined ? undefined : keptAsAsked(present, snapshot, request);
	if (present !== undefined && kept !== undefined) return await keepBorders(engine, snapshot, { present, reason: kept });
	const { division, decision } = await lookAgain(engine, snapshot, { request, present });
	if (present === undefined) return division;
	if (decision.redraw) return { ...division, notes: [decision.because, ...division.notes] };
	const stayed = await keepBorders(engine, snapshot, { present, reason: decision.because });
	return { ...stayed, candidates: division.candidates };
}

/** The reason to keep the borders without looking, if the owner wants that; undefined to look. */
function keptAsAsked({ model }: Present, snapshot: Snapshot, { present }: DiscoverRequest): string | undefined {
	const { learntAt } = model.stored.details;
	const since = typeof learntAt === 'number' ? learntAt : model.stored.asOf;
	const borders = `the borders of ${toIso(since).slice(0, 10)}`;
	if (present?.mode === 'keep') return `Everybody was assigned by ${borders}, as asked.`;
	if (present?.mode !== 'keepForDays') return undefined;
	const ends = since + present.days * DAY_MILLISECONDS;
	if (snapshot.asOf >= ends) return undefined;
	return `Everybody was assigned by ${borders}; they are looked at again from ${toIso(ends).slice(0, 10)} on.`;
}

async function lookAgain(
	engine: Engine,
	snapshot: Snapshot,
	{ request, present }: { readonly request: DiscoverRequest; readonly present: Present | undefined },
): Promise<DrawnBorders> {
	const definitions = chooseFeatures(snapshot, request.features);
	const table = await readTraining(engine, snapshot, definitions);
	requireCustomers(table.rows, request.clusters.low);
	const columns = table.names.map((name, index) => ({ name, values: table.values[index] }));
	const prepared = await prepareTraining(engine, columns);
	const found = await findClusters(engine, prepared, { request, present });
	return await drawBorders(engine, { snapshot, table, definitions, ...found, request, present });
}

async function findClusters(
	engine: Engine,
	prepared: PreparedFeatures,
	{ request, present }: { readonly request: DiscoverRequest; readonly present: Present | undefined },
): Promise<FoundByMethod> {
	const { method = DEFAULT_METHOD, clusters, seed, floor } = request;
	// Kept while no other number is clearly better.
	const now = present === undefined ? {} : { present: new Set(present.model.stored.model.segments).size };
	return await findByMethod(engine, method, { prepared, request: { clusters, sizeMin: floor, seed, ...now } });
}
