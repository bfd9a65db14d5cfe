import type { ComparedBorders } from './compareBorders';
import type { KeptSegment } from './keepSegmentIds';

/** New borders must separate customers better than by this share to be worth moving people who did not change. */
const BETTER_SAME_SEGMENTS = 0.1;
/** The same where there are more or fewer segments, or one came and another went: that says more, and may be a cut another way. */
const BETTER_OTHER_SEGMENTS = 0.05;
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
 * Whether new borders replace the present ones: only when they separate today's customers clearly better. Else people keep the
 * segments they know, and only those move whose behaviour did.
 */
export function decideRedraw({ present, found, kept, agreement, borders }: RedrawRequest): RedrawDecision {
	const { before, after } = borders;
	const needed = found === present && kept.length === present ? BETTER_SAME_SEGMENTS : BETTER_OTHER_SEGMENTS;
	if (before === null || after === null || before < after - Math.max(BETTER_MIN, needed * after)) {
		const groups = found === present ? '' : `customers now fall into ${found} groups instead of ${present}, and `;
		return { redraw: true, because: `Redrawn: ${groups}new borders keep customers clearly further apart${figures(borders)}.` };
	}
	return {
		redraw: false,
		because: `Looking again leaves ${Math.round(agreement * 100)} % of the customers where the present borders put them, and separates them no better${figures(borders)}: the segments stay as they are.`,
	};
}

function figures({ before, after }: ComparedBorders): string {
	return before === null || after === null ? '' : ` (separation ${after.toFixed(2)}, until now ${before.toFixed(2)})`;
}
