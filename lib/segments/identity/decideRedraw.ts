import type { ComparedBorders } from './compareBorders';
import type { KeptSegment } from './keepSegmentIds';

/** New borders must separate customers better than by this share to be worth moving people who did not change. */
const BETTER_SAME_SEGMENTS = 0.1;
/** The same where a segment came or went as well: it may be the same segments cut another way. */
const BETTER_OTHER_SEGMENTS = 0.03;
/** And by at least this much: silhouettes of a sample differ by chance. */
const BETTER_MIN = 0.01;

export interface RedrawRequest {
	/** Segments customers are in now, and clusters found anew. */
	readonly present: number;
	readonly found: number;
	readonly kept: readonly KeptSegment[];
	/** Share of the customers whom new borders leave where the present ones put them today. */
	readonly agreement: number;
	readonly borders: ComparedBorders;
}

export interface RedrawDecision {
	readonly redraw: boolean;
	/** For people. */
	readonly because: string;
}

/**
 * Whether new borders replace the present ones. They do when there are more or fewer segments, or when they separate today's
 * customers clearly better; else people keep the segments they know, and only those move whose behaviour did.
 */
export function decideRedraw({ present, found, kept, agreement, borders }: RedrawRequest): RedrawDecision {
	if (found !== present) {
		return { redraw: true, because: `Redrawn: customers now fall into ${found} groups instead of ${present}.` };
	}
	const { before, after } = borders;
	const isSame = kept.length === present;
	const needed = isSame ? BETTER_SAME_SEGMENTS : BETTER_OTHER_SEGMENTS;
	if (before === null || after === null || before < after - Math.max(BETTER_MIN, needed * after)) {
		const what = before === null || after === null ? '' : ` (separation ${after.toFixed(2)} instead of ${before.toFixed(2)})`;
		return { redraw: true, because: `Redrawn: new borders keep customers clearly further apart${what}.` };
	}
	return {
		redraw: false,
		because: `Looking again leaves ${Math.round(agreement * 100)} % of the customers where the present borders put them, and separates them no better: the segments stay as they are.`,
	};
}
