import type { JsonObject } from '../../core/parse';
import { rfmScoreOf, scoreValues, type RfmScores, type RfmValues } from '../../models/rfm/predict';
import { drawCutPoints, scoreByRank } from './cutPoints';
import { hintsOf } from './hintsOf';
import { readRfmItems, type RfmFieldNames } from './readItems';
import { rfmSegments, segmentOf } from './segmentTable';
import { groupCustomers, sidesOf, summarizeGroups } from './summarize';
import type { RfmOptions, RfmResult } from './types';

export interface RfmItemsRequest extends RfmOptions {
	readonly rows: readonly JsonObject[];
	readonly names: RfmFieldNames;
	/** Milliseconds UTC; null: right after the newest order of the items. */
	readonly asOf: number | null;
}

/** A customer with scores, in words. */
export interface RfmCustomer {
	readonly customerId: string;
	readonly values: RfmValues;
	readonly recencyScore: number | null;
	readonly frequencyScore: number | null;
	readonly monetaryScore: number | null;
	/** "555" the best, "111" the least. */
	readonly rfmCell: string | null;
	readonly rfmScore: number | null;
	readonly segment: string;
	readonly segmentName: string;
	/** Why the segment is not handed on. */
	readonly withheld?: string;
}

export interface ScoredItems extends RfmResult {
	/** One a row, in the same order. */
	readonly rows: readonly RfmCustomer[];
	/** Days are counted back from here; null when the items told days. */
	readonly asOf: number | null;
	readonly fields: RfmFieldNames;
	readonly hints: readonly string[];
}

/** Scores the customers of items against each other; nothing is stored. */
export function scoreItems({ rows, names, asOf, ties, floor }: RfmItemsRequest): ScoredItems {
	const read = readRfmItems(rows, { names, asOf });
	const all = read.items.map(({ values }) => values);
	const cutPoints = ties === 'rankFirst' ? undefined : drawCutPoints(all);
	const scores =
		cutPoints === undefined ? scoreByRank(read.items) : all.map((values) => scoreValues(cutPoints, values));
	const customers = all.map((values, index) => ({ values, scores: scores[index] }));
	const segments = summarizeGroups(groupCustomers(customers), floor);
	const result = {
		segments,
		customers: rows.length,
		scored: scores.filter((one) => one !== null).length,
		sides: sidesOf(customers),
		...(cutPoints === undefined ? {} : { cutPoints }),
	};
	const reasons = new Map(segments.map(({ segment, withheld }) => [segment, withheld]));
	return {
		...result,
		rows: read.items.map(({ customerId, values }, index) => {
			const segment = segmentOf(scores[index], values);
			const withheld = reasons.get(segment);
			return { customerId, values, ...showScores(scores[index]), segment, segmentName: rfmSegments[segment].name, ...(withheld === undefined ? {} : { withheld }) };
		}),
		asOf: read.asOf,
		fields: read.fields,
		hints: hintsOf(result),
	};
}

/** Scores as fields of an item. */
export function showScores(
	scores: RfmScores | null,
): Pick<RfmCustomer, 'recencyScore' | 'frequencyScore' | 'monetaryScore' | 'rfmCell' | 'rfmScore'> {
	if (scores === null) {
		return { recencyScore: null, frequencyScore: null, monetaryScore: null, rfmCell: null, rfmScore: null };
	}
	const rfmScore = rfmScoreOf(scores);
	return {
		recencyScore: scores.recency,
		frequencyScore: scores.frequency,
		monetaryScore: scores.monetary,
		rfmCell: String(rfmScore),
		rfmScore,
	};
}
