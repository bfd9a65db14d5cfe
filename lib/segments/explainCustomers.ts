import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { describeValue } from '../features/describeValue';
import { readSnapshot } from '../features/readSnapshot';
import { roundOutward } from '../features/roundOutward';
import type { FeatureDefinition } from '../features/types';
import { prepareRow } from '../math/prepareMatrix';
import { signedExp } from '../math/prepareValue';
import type { ColumnPreparation } from '../math/preparation';
import { predict } from '../models/nearestCentre/predict';
import { readModel } from '../models/readModel';
import type { FeatureValues, NearestCentreModel } from '../models/types';
import { identifier, rowsOf, sql } from '../sql/sql';
import { presentSegments } from './getMembers';
import { presentMemberships } from './memberships';
import type { Segment } from './types';

const REASONS_MAX = 3;

export interface ExplanationReason {
	readonly feature: string;
	readonly label: string;
	readonly value: string;
	/** Typical here and in the nearest other segment. */
	readonly typicalHere: string;
	readonly typicalThere: string;
}

export interface SegmentExplanation {
	readonly customerId: string;
	readonly segment: string;
	readonly segmentName: string;
	readonly since: number;
	/** "Ada is in Loyal Regulars because …" without the name: ids are not for prose. */
	readonly sentence: string;
	readonly reasons: readonly ExplanationReason[];
	readonly nearestOther: { readonly segment: string; readonly segmentName: string };
	/** The smallest change of one feature that, made as written, moves the customer there; null when none does. */
	readonly wouldMove: {
		readonly feature: string;
		readonly label: string;
		readonly from: string;
		readonly to: string;
	} | null;
}

/** Why customers are in their segment, in plain words (GDPR Art. 15(1)(h)); one outcome per id. */
export async function explainCustomers(
	engine: Engine,
	customerIds: readonly string[],
): Promise<Outcome<SegmentExplanation>[]> {
	const segments = await presentSegments(engine);
	const model = await readModel(engine, { id: segments[0].model }, 'nearestCentre');
	const snapshot = await readSnapshot(engine, model.snapshot);
	const members = await engine.store.query<{ customer_id: string; segment: string; valid_from: number }>(sql`
		select customer_id, segment, valid_from from ${presentMemberships()} members
		where customer_id in ${rowsOf(customerIds)}`);
	const rows = await engine.store.query<Record<string, unknown>>(sql`
		select * from ${identifier(snapshot.id)} where customer_id in ${rowsOf(customerIds)}`);
	const memberOf = new Map(members.map((member) => [member.customer_id, member]));
	const featuresOf = new Map(rows.map((row) => [String(row.customer_id), row as FeatureValues]));
	return customerIds.map((customerId) => {
		const member = memberOf.get(customerId);
		const features = featuresOf.get(customerId);
		if (member === undefined || features === undefined) {
			return failure(new InvalidInput(`Customer "${customerId}" is in no segment: expected an id that has events before the last discovery`));
		}
		const explained = explain(features, { model: model.model, segments, definitions: snapshot.featureSet.definitions });
		return success({ customerId, since: member.valid_from, ...explained });
	});
}

interface Known {
	readonly model: NearestCentreModel;
	readonly segments: readonly Segment[];
	readonly definitions: readonly FeatureDefinition[];
}

function explain(features: FeatureValues, known: Known): Omit<SegmentExplanation, 'customerId' | 'since'> {
	const { model, segments } = known;
	const point = prepareRow(model.preparation, features);
	const own = model.segments.indexOf(predict(model, features).segment);
	const other = nearestOther(model, point, own);
	const find = (index: number): Segment | undefined =>
		segments.find(({ segment }) => segment === model.segments[index]);
	const here = find(own);
	const there = find(other);
	const name = here?.name ?? model.segments[own];
	const reasons = reasonsFor({ features, point, own, other, here, there }, known);
	return {
		segment: model.segments[own],
		segmentName: name,
		sentence: sentenceOf(name, there?.name ?? model.segments[other], reasons),
		reasons,
		nearestOther: { segment: model.segments[other], segmentName: there?.name ?? model.segments[other] },
		wouldMove: smallestMove({ features, point, own, other }, known),
	};
}

function nearestOther(model: NearestCentreModel, point: readonly number[], own: number): number {
	const distances = model.centres.map((centre, index) =>
		index === own ? Infinity : centre.reduce((sum, value, column) => sum + (point[column] - value) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}

interface Case {
	readonly features: FeatureValues;
	readonly point: readonly number[];
	readonly own: number;
	readonly other: number;
}

/** The features that speak most for this segment against the nearest other one. */
function reasonsFor(
	found: Case & { readonly here: Segment | undefined; readonly there: Segment | undefined },
	{ model, definitions }: Known,
): ExplanationReason[] {
	const { features, point, own, other, here, there } = found;
	return model.preparation.columns
		.map((column, index) => ({
			column,
			weight: (point[index] - model.centres[other][index]) ** 2 - (point[index] - model.centres[own][index]) ** 2,
		}))
		.filter(({ weight }) => weight > 0)
		.sort((left, right) => right.weight - left.weight)
		.slice(0, REASONS_MAX)
		.map(({ column }) => {
			const definition = definitions.find(({ name }) => name === column.name);
			const unit = definition?.unit ?? 'number';
			return {
				feature: column.name,
				label: definition?.label ?? column.name,
				value: describeValue(features[column.name], unit),
				typicalHere: describeValue(here?.centre[column.name], unit),
				typicalThere: describeValue(there?.centre[column.name], unit),
			};
		});
}

function sentenceOf(name: string, other: string, reasons: readonly ExplanationReason[]): string {
	if (reasons.length === 0) return `This customer is closest to ${name}, with ${other} almost as close.`;
	const parts = reasons.map(
		({ label, value, typicalHere, typicalThere }) =>
			`${label}: ${value} (typical here ${typicalHere}, in ${other} ${typicalThere})`,
	);
	return `This customer behaves like ${name}. What says so: ${parts.join('; ')}.`;
}

/** Moves one prepared value until both centres are equally near, keeps the smallest move that works. */
function smallestMove(found: Case, known: Known): SegmentExplanation['wouldMove'] {
	const { point, own, other } = found;
	const { centres, preparation } = known.model;
	const gap = centres[own].reduce(
		(sum, value, index) => sum + (point[index] - centres[other][index]) ** 2 - (point[index] - value) ** 2,
		0,
	);
	const moves = preparation.columns.flatMap((column, index) => {
		const slope = 2 * (centres[other][index] - centres[own][index]);
		if (column.transform === 'missing' || Math.abs(slope) < 1e-9) return [];
		const step = (gap / slope) * 1.02;
		const change = changeOf(found, { column, step, bound: rawValue(column, point[index] + step) }, known);
		return change === null ? [] : [{ size: Math.abs(step), change }];
	});
	if (moves.length === 0) return null;
	return moves.reduce((best, move) => (move.size < best.size ? move : best)).change;
}

interface Move {
	readonly column: ColumnPreparation;
	/** In prepared units. */
	readonly step: number;
	/** Raw value just beyond which the other centre is nearer. */
	readonly bound: number;
}

/** The move in words and whole numbers, if it works as it is written. */
function changeOf(
	{ features, other }: Case,
	{ column, step, bound }: Move,
	{ model, definitions }: Known,
): SegmentExplanation['wouldMove'] {
	if (bound < column.low || bound > column.high) return null;
	const definition = definitions.find(({ name }) => name === column.name);
	const { label = column.name, unit = 'number' } = definition ?? {};
	const raw = roundOutward(bound, step > 0 ? 'up' : 'down', unit);
	const moved = predict(model, { ...features, [column.name]: raw });
	if (moved.segment !== model.segments[other]) return null;
	return {
		feature: column.name,
		label,
		from: describeValue(features[column.name], unit),
		to: describeValue(raw, unit),
	};
}

function rawValue(column: ColumnPreparation, prepared: number): number {
	const value = prepared * column.scale + column.centre;
	return column.transform === 'signedLog' ? signedExp(value) : value;
}
