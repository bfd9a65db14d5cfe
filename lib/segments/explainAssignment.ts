import { describeValue } from '../features/describeValue';
import { roundOutward } from '../features/roundOutward';
import type { FeatureDefinition } from '../features/types';
import type { ColumnPreparation } from '../math/preparation';
import { prepareRow } from '../math/prepareMatrix';
import { prepareValue, signedExp } from '../math/prepareValue';
import { assign } from '../models/assignment';
import type { ClusterModel, FeatureValues } from '../models/types';
import type { Segment } from './types';

const REASONS_MAX = 3;
/** Steps on the way to the end of a feature's range, and halvings of the step in which the segment changes. */
const STEPS = 24;
const HALVINGS = 20;

export interface ExplanationReason {
	readonly feature: string;
	readonly label: string;
	readonly value: string;
	/** Typical here and in the nearest other segment. */
	readonly typicalHere: string;
	readonly typicalThere: string;
}

export interface AssignmentExplanation {
	readonly segment: string;
	readonly segmentName: string;
	/** "This customer behaves like Loyal Regulars. What says so: …": ids are not for prose. */
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

/** What an explanation draws on. */
export interface ExplanationBasis {
	readonly model: ClusterModel;
	/** Prepared features of a typical member, in the order of the model's segments and columns. */
	readonly typical: readonly (readonly number[])[];
	readonly segments: readonly Segment[];
	readonly definitions: readonly FeatureDefinition[];
}

/** Why a customer with these features is in the segment at `own`, in plain words; undefined when the model has no other. */
export function explainAssignment(
	features: FeatureValues,
	own: number,
	basis: ExplanationBasis,
): AssignmentExplanation | undefined {
	const { model } = basis;
	if (new Set(model.segments).size < 2) return undefined;
	const point = prepareRow(model.preparation, features);
	const other = nearestOther(basis, point, own);
	const found = { features, point, own, other };
	const name = nameOf(basis, own);
	const there = nameOf(basis, other);
	const reasons = reasonsFor(found, basis);
	return {
		segment: model.segments[own],
		segmentName: name,
		sentence: sentenceOf(name, there, reasons),
		reasons,
		nearestOther: { segment: model.segments[other], segmentName: there },
		wouldMove: smallestMove(found, basis),
	};
}

interface Case {
	readonly features: FeatureValues;
	readonly point: readonly number[];
	readonly own: number;
	readonly other: number;
}

/** A segment may have several centres, when a small one was added to it. */
function nearestOther({ model, typical }: ExplanationBasis, point: readonly number[], own: number): number {
	const distances = typical.map((place, index) =>
		model.segments[index] === model.segments[own] ? Infinity : place.reduce((sum, value, column) => sum + (point[column] - value) ** 2, 0),
	);
	return distances.indexOf(Math.min(...distances));
}

function segmentAt({ model, segments }: ExplanationBasis, index: number): Segment | undefined {
	return segments.find(({ segment }) => segment === model.segments[index]);
}

function nameOf(basis: ExplanationBasis, index: number): string {
	return segmentAt(basis, index)?.name ?? basis.model.segments[index];
}

/** The features that speak most for this segment against the nearest other one. */
function reasonsFor({ features, point, own, other }: Case, basis: ExplanationBasis): ExplanationReason[] {
	const { model, typical, definitions } = basis;
	const here = segmentAt(basis, own);
	const there = segmentAt(basis, other);
	return model.preparation.columns
		.map((column, index) => ({
			column,
			weight: (point[index] - typical[other][index]) ** 2 - (point[index] - typical[own][index]) ** 2,
		}))
		.filter(({ weight }) => weight > 0)
		.sort((left, right) => right.weight - left.weight)
		.slice(0, REASONS_MAX)
		.map(({ column }) => {
			const { label, unit } = shownAs(column, definitions);
			return {
				feature: column.name,
				label,
				value: describeValue(features[column.name], unit),
				typicalHere: describeValue(here?.centre[column.name], unit),
				typicalThere: describeValue(there?.centre[column.name], unit),
			};
		});
}

function shownAs(
	{ name }: ColumnPreparation,
	definitions: readonly FeatureDefinition[],
): Pick<FeatureDefinition, 'label' | 'unit'> {
	return definitions.find((definition) => definition.name === name) ?? { label: name, unit: 'number' };
}

function sentenceOf(name: string, other: string, reasons: readonly ExplanationReason[]): string {
	if (reasons.length === 0) return `This customer is closest to ${name}, with ${other} almost as close.`;
	const parts = reasons.map(
		({ label, value, typicalHere, typicalThere }) =>
			`${label}: ${value} (typical here ${typicalHere}, in ${other} ${typicalThere})`,
	);
	return `This customer behaves like ${name}. What says so: ${parts.join('; ')}.`;
}

/** Of the single features that would move the customer to the other segment, the one with the smallest step. */
function smallestMove(found: Case, basis: ExplanationBasis): AssignmentExplanation['wouldMove'] {
	let best: AssignmentExplanation['wouldMove'] = null;
	let least = Infinity;
	basis.model.preparation.columns.forEach((column, index) => {
		const bound = boundOf(found, { column, index }, basis);
		if (bound === undefined) return;
		const size = Math.abs(bound - found.point[index]);
		const change = size < least ? changeOf(found, { column, bound, isUp: bound > found.point[index] }, basis) : null;
		if (change === null) return;
		best = change;
		least = size;
	});
	return best;
}

/** Prepared value from which on the customer is in the other segment; undefined when no value within the range does it. */
function boundOf(
	{ features, point, own, other }: Case,
	{ column, index }: { readonly column: ColumnPreparation; readonly index: number },
	{ model, typical }: ExplanationBasis,
): number | undefined {
	const towards = typical[other][index] - typical[own][index];
	if (column.transform === 'missing' || Math.abs(towards) < 1e-9) return undefined;
	const from = point[index];
	const end = prepareValue(column, towards > 0 ? column.high : column.low);
	const isThere = (share: number): boolean => {
		const moved = { ...features, [column.name]: rawValue(column, from + share * (end - from)) };
		return assign(model, moved).segment === model.segments[other];
	};
	const step = Array.from({ length: STEPS }, (_, at) => (at + 1) / STEPS).find(isThere);
	if (step === undefined) return undefined;
	let [low, high] = [step - 1 / STEPS, step];
	for (let halving = 0; halving < HALVINGS; halving += 1) {
		const middle = (low + high) / 2;
		if (isThere(middle)) high = middle;
		else low = middle;
	}
	return from + high * (end - from);
}

/** The move in words and whole numbers, if it works as it is written. */
function changeOf(
	{ features, other }: Case,
	{ column, bound, isUp }: { readonly column: ColumnPreparation; readonly bound: number; readonly isUp: boolean },
	{ model, definitions }: ExplanationBasis,
): AssignmentExplanation['wouldMove'] {
	const { label, unit } = shownAs(column, definitions);
	const raw = roundOutward(rawValue(column, bound), isUp ? 'up' : 'down', unit);
	const from = describeValue(features[column.name], unit);
	const to = describeValue(raw, unit);
	const moved = assign(model, { ...features, [column.name]: raw });
	if (from === to || moved.segment !== model.segments[other]) return null;
	return { feature: column.name, label, from, to };
}

function rawValue(column: ColumnPreparation, prepared: number): number {
	const value = prepared * column.scale + column.centre;
	return column.transform === 'signedLog' ? signedExp(value) : value;
}
