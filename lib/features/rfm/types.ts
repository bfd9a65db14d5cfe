import type { RfmValues } from '../../models/rfm/predict';
import type { RfmCutPoints, RfmSide } from '../../models/types';
import type { MoneyTable } from '../types';
import type { RfmSegmentId } from './segmentTable';

/** Equal values share a score; or they are parted by customer id, so that all bins have one size. */
export type RfmTies = 'shareScore' | 'rankFirst';

export interface RfmOptions {
	readonly ties: RfmTies;
	/** Fewest customers of a segment that is handed on. */
	readonly floor: number;
}

export interface RfmRequest extends RfmOptions {
	/** A snapshot that is there ("latest" or an id), or the instant to compute one. */
	readonly from:
		| { readonly kind: 'snapshot'; readonly snapshot: string }
		| { readonly kind: 'compute'; readonly asOf: number; readonly money?: MoneyTable };
	/** Cut points of the last run, so that who does not change keeps the scores; or new ones of these customers. */
	readonly cutPoints: 'keep' | 'draw';
}

/** Customers of one segment, counted in the store or over items. */
export interface RfmGroup {
	readonly segment: RfmSegmentId;
	readonly customers: number;
	/** Null when no revenue is known. */
	readonly revenue: number | null;
	readonly medians: RfmValues;
}

/** A named segment as it is shown. */
export interface RfmSegmentSummary extends RfmGroup {
	readonly name: string;
	/** Of all customers. */
	readonly share: number;
	/** Of all revenue; null when there is none. */
	readonly revenueShare: number | null;
	readonly meaning: string;
	readonly suggestedAction: string;
	/** Why it is not handed on, when it is too small. */
	readonly withheld?: string;
}

/** How finely a side tells those who bought apart. */
export interface RfmSideUse {
	readonly distinctValues: number;
	/** Scores that somebody has, of five. */
	readonly scoresUsed: number;
}

export interface RfmResult {
	readonly segments: readonly RfmSegmentSummary[];
	readonly customers: number;
	/** Customers with scores: those who bought. */
	readonly scored: number;
	/** Absent when scores are ranks. */
	readonly cutPoints?: RfmCutPoints;
	readonly sides: Readonly<Record<RfmSide, RfmSideUse>>;
}

/** Scores of a snapshot's customers, written into it. */
export interface StoredRfm extends RfmResult {
	readonly snapshot: string;
	readonly asOf: number;
	/** ISO 4217, of revenue; null when amounts were taken as they came. */
	readonly currency: string | null;
	/** The stored cut points; absent when scores are ranks. */
	readonly model?: string;
	/** Columns of the snapshot that the scores are in. */
	readonly scores: readonly string[];
}
