import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { compileFeatures } from '../features/compileFeatures';
import { assign } from '../models/assignment';
import type { FeatureDefinition } from '../features/types';
import type { FeatureValues } from '../models/types';
import { askGate } from '../privacy/gates';
import { allSegments } from './getMembers';
import { readLiveRules, type LiveRule } from './rules/liveRules';
import { presentModelId, readSegmentsModel } from './segmentsModel';
import type { Segment } from './types';

/** The segment of one customer as of this moment, without waiting for the next nightly run. */
export interface LiveAssignment {
	readonly customerId: string;
	readonly segment: string;
	readonly segmentName: string;
	readonly description: string;
	/** How well the customer fits (`scoreMeaning` of the model); null in no segment. */
	readonly score: number | null;
	/** Null before the first discovery. */
	readonly model: string | null;
	/** Segments by rule the customer is in at this moment, beside the one above. */
	readonly ruleSegments: readonly LiveRule[];
	readonly asOf: number;
	/** Why no segment is named; then `segment` is "unassigned". */
	readonly withheld?: string;
}

/**
 * Computes the features of customers from their events up to `asOf` and puts each into one of the present
 * segments by the model that found them. One outcome per id, in order; an unknown customer or one who objected is an error.
 */
export async function assignCustomers(
	engine: Engine,
	customerIds: readonly string[],
	asOf: number,
): Promise<Outcome<LiveAssignment>[]> {
	if (customerIds.length === 0) return [];
	const placing = await readPlacing(engine);
	const { definitions } = placing;
	const statement = compileFeatures(
		definitions,
		{ asOf, scope: { kind: 'customers', ids: customerIds } },
		engine.store.dialect,
	);
	const rows = await engine.store.query<Record<string, unknown>>(statement);
	const featuresOf = new Map(rows.map((row) => [String(row.customer_id), row as FeatureValues]));
	const rules = await readLiveRules(engine, customerIds, asOf);
	const verdicts = await askGate(engine, customerIds, { gate: 'score', asOf });
	return customerIds.map((customerId, index) => {
		const verdict = verdicts[index];
		const features = featuresOf.get(customerId);
		if (!verdict.pass) return failure(new InvalidInput(`Customer "${customerId}": ${verdict.reason}`));
		if (features === undefined) {
			return failure(new InvalidInput(`Customer "${customerId}" has no events: expected the id of a known customer`));
		}
		return success({ customerId, ...placing.place(features), ruleSegments: rules[index], asOf });
	});
}

type Place = Pick<LiveAssignment, 'segment' | 'segmentName' | 'description' | 'withheld' | 'score' | 'model'>;

interface Placed {
	/** Of the features that tell the segment. */
	readonly definitions: readonly FeatureDefinition[];
	place(features: FeatureValues): Place;
}

const unassigned = { segment: 'unassigned', segmentName: 'Unassigned', description: '' };

/** The model customers are placed by; without a discovery rules alone say something. NotEnoughData when there are no rules either. */
async function readPlacing(engine: Engine): Promise<Placed> {
	const known = await allSegments(engine);
	const present = await presentModelId(engine);
	if (present === undefined) {
		const withheld = 'no segments have been discovered yet';
		return { definitions: [], place: () => ({ ...unassigned, withheld, score: null, model: null }) };
	}
	const { stored: model, definitions } = await readSegmentsModel(engine, present);
	const segments = known.filter((segment) => segment.model === present);
	return {
		definitions,
		place: (features) => {
			const { segment, score } = assign(model.model, features);
			return { ...shown(segments, segment), score, model: model.id };
		},
	};
}

function shown(
	segments: readonly Segment[],
	segment: string | null,
): Pick<LiveAssignment, 'segment' | 'segmentName' | 'description' | 'withheld'> {
	if (segment === null) return { ...unassigned, withheld: 'this customer behaves like none of the segments' };
	const found = segments.find((one) => one.segment === segment);
	if (found?.withheld !== undefined) return { ...unassigned, withheld: found.withheld };
	return { segment, segmentName: found?.name ?? segment, description: found?.description ?? '' };
}
