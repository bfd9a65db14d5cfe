import { rfmScoreOf, type RfmScores, type RfmValues } from '../../models/rfm/predict';
import { joinSql, numberLiteral, sql, type Sql } from '../../sql/sql';

/** A classic RFM segment, in words for people. */
export interface RfmSegment {
	readonly name: string;
	/** What its customers have in common. */
	readonly meaning: string;
	readonly suggestedAction: string;
}

/** The named segments, from the most valuable to those who never bought. */
export const rfmSegments = {
	champions: {
		name: 'Champions',
		meaning: 'Bought very recently, often and for much',
		suggestedAction: 'Thank them, show new things first, ask for a review; no discount needed',
	},
	loyal: {
		name: 'Loyal',
		meaning: 'Buy often or for much, and not long ago',
		suggestedAction: 'Invite to a loyalty program and recommend what goes with their orders',
	},
	potentialLoyalists: {
		name: 'Potential Loyalists',
		meaning: 'Bought recently, for a middling amount or more than once',
		suggestedAction: 'Recommend a next purchase and offer membership',
	},
	newCustomers: {
		name: 'New',
		meaning: 'Bought just now, seldom before and for little',
		suggestedAction: 'Welcome them, help with the first order and suggest a second one',
	},
	promising: {
		name: 'Promising',
		meaning: 'Bought not long ago, seldom and for little',
		suggestedAction: 'Stay in mind: show what the shop is good at',
	},
	needAttention: {
		name: 'Need Attention',
		meaning: 'Middling in all: bought some time ago, a middling number of times and amount',
		suggestedAction: 'Remind them with what they like, for a limited time',
	},
	aboutToSleep: {
		name: 'About to Sleep',
		meaning: 'Bought some time ago, seldom and for little',
		suggestedAction: 'Remind them of popular things before they are gone',
	},
	atRisk: {
		name: 'At Risk',
		meaning: 'Bought a middling amount or more, but long ago',
		suggestedAction: 'Write personally, ask what was missing, offer a reason to return',
	},
	cannotLose: {
		name: "Can't Lose",
		meaning: 'Were among the best and have not bought for long',
		suggestedAction: 'Win them back by a call or the best offer; do not lose them to others',
	},
	hibernating: {
		name: 'Hibernating',
		meaning: 'Bought long ago, seldom and for little',
		suggestedAction: 'Offer something relevant now and then, at low cost',
	},
	lost: {
		name: 'Lost',
		meaning: 'Bought longest ago, seldom and for little',
		suggestedAction: 'Try once to win them back, then write no more',
	},
	neverBought: {
		name: 'Never Bought',
		meaning: 'Known, but without an order so far: not scored',
		suggestedAction: 'Lead them to a first purchase',
	},
	notScored: {
		name: 'Not Scored',
		meaning: 'Recency, orders or revenue is missing: not scored',
		suggestedAction: 'Complete the data',
	},
} as const satisfies Readonly<Record<string, RfmSegment>>;

export type RfmSegmentId = keyof typeof rfmSegments;

/**
 * The segment of each cell: a row for each recency score, and in it one entry for each value score of 1 to 5, the mean of
 * frequency and monetary score rounded half up. All 125 cells of three scores fall into exactly one entry.
 */
export const rfmSegmentTable: Readonly<Record<number, readonly RfmSegmentId[]>> = {
	5: ['newCustomers', 'potentialLoyalists', 'potentialLoyalists', 'champions', 'champions'],
	4: ['promising', 'potentialLoyalists', 'potentialLoyalists', 'loyal', 'champions'],
	3: ['aboutToSleep', 'aboutToSleep', 'needAttention', 'loyal', 'loyal'],
	2: ['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
	1: ['lost', 'lost', 'atRisk', 'atRisk', 'cannotLose'],
};

/** The segment of a customer with these scores, or of one without. */
export function segmentOf(scores: RfmScores | null, { recency, frequency }: RfmValues): RfmSegmentId {
	if (scores !== null) return rfmSegmentTable[scores.recency][valueScoreOf(scores) - 1];
	const isKnownWithout = frequency !== null && frequency <= 0;
	return isKnownWithout || (frequency === null && recency === null) ? 'neverBought' : 'notScored';
}

function valueScoreOf({ frequency, monetary }: RfmScores): number {
	return Math.ceil((frequency + monetary) / 2);
}

/** `segmentOf` over a row with the score as a number (555 to 111, or null) and the values as columns. */
export function segmentSql(score: Sql, { recency, frequency }: Readonly<Record<'recency' | 'frequency', Sql>>): Sql {
	const branches = Object.keys(rfmSegments)
		.map((segment) => ({ segment, cells: cellsOf(segment as RfmSegmentId) }))
		.filter(({ cells }) => cells.length > 0)
		.map(({ segment, cells }) => sql`when ${score} in (${joinSql(cells.map(numberLiteral))}) then ${segment}`);
	const zero = numberLiteral(0);
	return sql`case ${joinSql(branches, ' ')}
		when ${frequency} <= ${zero} or (${frequency} is null and ${recency} is null) then ${'neverBought'}
		else ${'notScored'} end`;
}

/** The cells of a segment as numbers: 555, 554, …. */
export function cellsOf(segment: RfmSegmentId): number[] {
	const cells: number[] = [];
	for (let cell = 0; cell < 125; cell += 1) {
		const scores = {
			recency: 5 - Math.floor(cell / 25),
			frequency: 5 - (Math.floor(cell / 5) % 5),
			monetary: 5 - (cell % 5),
		};
		if (rfmSegmentTable[scores.recency][valueScoreOf(scores) - 1] === segment) cells.push(rfmScoreOf(scores));
	}
	return cells;
}
