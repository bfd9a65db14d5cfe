import { areaUnderCurve } from '../evaluation/areaUnderCurve';
import { groupValues } from './groupValues';

/** One raw feature of the training rows beside what is known of them; NaN where it is not known. */
export interface JudgedFeature {
	readonly values: Float64Array;
	readonly labels: Uint8Array;
	/** Its area under the curve alone, in [0.5, 1]; and against what came one horizon later, where that is known. */
	readonly area: number;
	readonly laterArea?: number;
	/** The same feature of the later days the model is tested on. */
	readonly testValues: Float64Array;
}

/** `leak`: not to be used. `suspect`: used, but somebody should look. Absent reason: it simply tells the outcome. */
export interface Verdict {
	readonly kind: 'leak' | 'suspect';
	readonly reason?: string;
}

/** Area under the curve of a single feature from which on it is taken for the outcome itself. */
const LEAK_AREA = 0.99;

/** A feature that is known for so few of the later customers, against the earlier, may be filled in afterwards. */
const COVERAGE_SHARE_MIN = 0.25;
const COVERAGE_MIN = 0.1;

/** What ranks this well is asked whether it still ranks one horizon later; honest signs last. */
const STRONG_AREA = 0.9;
const LASTING_SHARE_MIN = 0.5;

/** A value that means the outcome: so many rows of it, nearly all with an outcome that is otherwise rare. */
const REVEALING_ROWS_MIN = 60;
const REVEALING_RATE_MIN = 0.98;
const REVEALING_BASE_MAX = 0.25;

/** Whether one feature knows what it should not, judged from its values alone; undefined for an honest one. */
export function judgeFeature(feature: JudgedFeature): Verdict | undefined {
	if (feature.area >= LEAK_AREA) return { kind: 'leak' };
	return encodes(feature) ?? reveals(feature) ?? isFilledIn(feature) ?? fades(feature);
}

/** Values that stand for the outcome in no order, as codes do: their rates in one half rank the other half. */
function encodes({ values, labels }: JudgedFeature): Verdict | undefined {
	const groups = groupValues(values);
	if (groups === undefined) return undefined;
	const base = mean(labels);
	const scores = new Float64Array(values.length);
	for (const half of [0, 1]) {
		const sums = new Float64Array(groups.count);
		const rows = new Float64Array(groups.count);
		for (let row = 1 - half; row < values.length; row += 2) {
			sums[groups.of[row]] += labels[row];
			rows[groups.of[row]] += 1;
		}
		for (let row = half; row < values.length; row += 2) {
			const group = groups.of[row];
			scores[row] = (sums[group] + base) / (rows[group] + 1);
		}
	}
	if (areaUnderCurve(labels, scores) < LEAK_AREA) return undefined;
	return { kind: 'leak', reason: 'Its values stand for the outcome almost perfectly, like a code for it' };
}

/** Something nearly all customers of one value had, and few others: a reason for leaving, a date of cancelling. */
function reveals({ values, labels }: JudgedFeature): Verdict | undefined {
	const groups = groupValues(values);
	const base = mean(labels);
	const rare = base <= 0.5 ? 1 : 0;
	if (Math.min(base, 1 - base) > REVEALING_BASE_MAX) return undefined;
	const isKnown = (row: number): boolean => !Number.isNaN(values[row]);
	const known = rateWhere(labels, rare, isKnown);
	if (isRevealing(known)) {
		return { kind: 'leak', reason: `Of the ${known.rows} customers it is known for, nearly all had the same rare outcome: it seems to be noted with it` };
	}
	if (groups === undefined || !groups.exact) return undefined;
	for (let group = 0; group < groups.count; group += 1) {
		const rate = rateWhere(labels, rare, (row) => groups.of[row] === group && isKnown(row));
		if (isRevealing(rate)) {
			return { kind: 'suspect', reason: `Of the ${rate.rows} customers with one of its values, nearly all had the same rare outcome: it seems to be noted with it` };
		}
	}
	return undefined;
}

function isRevealing({ rows, share }: { readonly rows: number; readonly share: number }): boolean {
	return rows >= REVEALING_ROWS_MIN && share >= REVEALING_RATE_MIN;
}

function rateWhere(labels: Uint8Array, wanted: number, holds: (row: number) => boolean) {
	let [rows, hits] = [0, 0];
	for (let row = 0; row < labels.length; row += 1) {
		if (!holds(row)) continue;
		rows += 1;
		if (labels[row] === wanted) hits += 1;
	}
	return { rows, share: rows === 0 ? 0 : hits / rows };
}

function isFilledIn({ values, testValues }: JudgedFeature): Verdict | undefined {
	const [before, after] = [knownShare(values), knownShare(testValues)];
	if (!(before >= COVERAGE_MIN && after < COVERAGE_SHARE_MIN * before)) return undefined;
	return {
		kind: 'suspect',
		reason: `It is known for ${percent(before)} of the customers of earlier days but for ${percent(after)} of the latest: it is filled in afterwards, or no longer recorded`,
	};
}

function fades({ area, laterArea }: JudgedFeature): Verdict | undefined {
	if (laterArea === undefined || area < STRONG_AREA) return undefined;
	if (laterArea - 0.5 >= LASTING_SHARE_MIN * (area - 0.5)) return undefined;
	return {
		kind: 'suspect',
		reason: 'It tells this horizon far better than the one after it: make sure that its events carry the time they were known, not an earlier one',
	};
}

function knownShare(values: Float64Array): number {
	return values.length === 0 ? 0 : values.filter((value) => !Number.isNaN(value)).length / values.length;
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

function mean(labels: Uint8Array): number {
	return labels.reduce((sum, label) => sum + label, 0) / Math.max(1, labels.length);
}
