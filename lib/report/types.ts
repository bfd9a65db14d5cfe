import type { Readiness } from '../events/readiness';
import type { ImportSummary } from '../events/importEvents';
import type { ColumnPreparation } from '../math/preparation';
import type { ClusterCandidate, Discovery, Segment, SegmentSilhouettes } from '../segments/types';

/** Everything a report can show. A part that is absent is left out of the page, without a gap. */
export interface ReportContent {
	readonly title: string;
	/** The instant the report speaks of, milliseconds UTC. */
	readonly asOf: number;
	readonly customers: number;
	readonly events: number;
	/** ISO 4217 code of amounts of money; absent: amounts without a sign. */
	readonly currency?: string;
	readonly readiness?: Readiness;
	/** Rows of imported files: stored, and left out by reason. */
	readonly imported?: Pick<ImportSummary, 'rows' | 'stored' | 'rejected' | 'notes'>;
	/** In the order in which every plot and table shows them, usually the largest first. */
	readonly segments: readonly ReportSegment[];
	readonly profile?: SegmentProfileTable;
	readonly choice?: SegmentCountChoice;
	readonly map?: Discovery['map'];
	readonly silhouettes?: SegmentSilhouettes;
	/** Since the refresh before. */
	readonly movement?: Pick<Discovery, 'flows' | 'namesBefore'>;
	/** Share of customers whom the rules behind the rules of thumb put where the model does. */
	readonly fidelity?: number;
	/** Features the segments were made of, and what was done to each. */
	readonly preparation?: readonly ReportPreparedFeature[];
	readonly models?: readonly ReportModel[];
	readonly emails?: readonly ReportEmail[];
	readonly runs?: readonly ReportRun[];
	readonly computation?: ReportComputation;
}

/** What the report needs of a segment; `Segment` fits as it is. */
export type ReportSegment = Pick<
	Segment,
	| 'segment'
	| 'name'
	| 'description'
	| 'suggestedAction'
	| 'size'
	| 'share'
	| 'revenueShare'
	| 'silhouette'
	| 'stability'
	| 'withheld'
> &
	Partial<Pick<Segment, 'ruleOfThumb' | 'typicalCustomers'>> & {
		readonly describedBy: readonly Omit<Segment['describedBy'][number], 'interval'>[];
	};

/** One feature in the model's preparation; numbers are in its own unit. */
export type ReportPreparedFeature = Pick<ColumnPreparation, 'transform' | 'low' | 'high' | 'missingValue'> & {
	readonly label: string;
	readonly unit: string;
};

/**
 * Standardized differences of every segment (rows, in the report's order) in every feature (columns), null where
 * unknown. Absent: the heat table is made of what describes the segments.
 */
export interface SegmentProfileTable {
	readonly features: readonly string[];
	readonly differences: readonly (readonly (number | null)[])[];
}

export interface SegmentCountChoice {
	readonly candidates: readonly ClusterCandidate[];
	readonly chosen: number;
	readonly reason: string;
}

/** An estimate with its 95 % interval. */
export interface Estimate {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** How well one outcome is predicted, on customers the model was not trained on. Rates and errors in [0, 1]. */
export interface ReportModel {
	/** For people, as it follows "predicts": "an order in the next 30 days". */
	readonly outcome: string;
	/** Customers it was checked on. */
	readonly customers: number;
	/** Share of them to whom it happened. */
	readonly baseRate: number;
	readonly auc: Estimate;
	readonly brier: number;
	/** Expected calibration error. */
	readonly ece: number;
	/** Equal groups by score, the most likely first. */
	readonly deciles: readonly ScoreGroup[];
	/** Groups of like predictions with 95 % intervals of what was observed. */
	readonly reliability: readonly (ScoreGroup & { readonly low: number; readonly high: number })[];
	readonly bestSingleFeature?: { readonly label: string; readonly auc: number };
	/** What moves the prediction most, strongest first. */
	readonly drivers: readonly { readonly label: string; readonly direction: 'raises' | 'lowers' }[];
	/** Customers by predicted probability. */
	readonly scores?: readonly { readonly from: number; readonly to: number; readonly customers: number }[];
}

export interface ScoreGroup {
	readonly customers: number;
	/** Mean predicted probability and share to which it happened. */
	readonly predicted: number;
	readonly observed: number;
}

/** An e-mail as it would be sent. Its text is shown, never run. */
export interface ReportEmail {
	/** Customer's id or pseudonym. */
	readonly customerId: string;
	readonly segment?: string;
	readonly subject: string;
	/** Complete HTML of the message; shown in a sandbox without scripts and without the network. */
	readonly html?: string;
	readonly text: string;
	readonly offer?: string;
	/** "template", or a language model's name. */
	readonly writtenBy: string;
}

/** One step of the run that made the report. */
export interface ReportRun {
	readonly step: string;
	readonly count?: number;
	readonly seconds: number;
	readonly peakMegabytes?: number;
}

/** What is needed to compute the same figures again. */
export interface ReportComputation {
	readonly seed: number | string;
	/** By name: package, snapshot, model, feature set. */
	readonly versions: Readonly<Record<string, string>>;
	/** What ran without a language model, assumptions, limits; in sentences. */
	readonly notes: readonly string[];
}
