import { quantile, sortPresent } from '../../math/summary';
import type { RfmScores, RfmValues } from '../../models/rfm/predict';
import type { RfmSide } from '../../models/types';
import { withholdSmall } from '../../privacy/floor';
import { rfmSides } from './cutPoints';
import { rfmSegments, segmentOf, type RfmSegmentId } from './segmentTable';
import type { RfmGroup, RfmSegmentSummary, RfmSideUse } from './types';

/** A customer with what is scored and the scores. */
export interface ScoredValues {
	readonly values: RfmValues;
	readonly scores: RfmScores | null;
}

/** The groups as people read them, in the order of the table; segments without customers are left out. */
export function summarizeGroups(groups: readonly RfmGroup[], floor: number): RfmSegmentSummary[] {
	const customers = groups.reduce((sum, group) => sum + group.customers, 0);
	const revenue = groups.reduce((sum, group) => sum + (group.revenue ?? 0), 0);
	const { withheld } = withholdSmall(groups.map(({ segment, customers: size }) => ({ segment, size })), floor);
	const reasons = new Map(withheld.map(({ segment: { segment }, reason }) => [segment, reason]));
	const ordered = Object.keys(rfmSegments).flatMap((id) => groups.filter(({ segment }) => segment === id));
	return ordered.map((group) => {
		const reason = reasons.get(group.segment);
		return {
			...group,
			...rfmSegments[group.segment],
			share: group.customers / customers,
			revenueShare: revenue > 0 ? (group.revenue ?? 0) / revenue : null,
			...(reason === undefined ? {} : { withheld: reason }),
		};
	});
}

/** Customers by segment; what the store counts with `group by`. */
export function groupCustomers(customers: readonly ScoredValues[]): RfmGroup[] {
	const bySegment = new Map<RfmSegmentId, ScoredValues[]>();
	for (const customer of customers) {
		const segment = segmentOf(customer.scores, customer.values);
		const members = bySegment.get(segment);
		if (members === undefined) bySegment.set(segment, [customer]);
		else members.push(customer);
	}
	return [...bySegment].map(([segment, members]) => ({
		segment,
		customers: members.length,
		revenue: sumOf(members.map(({ values }) => values.monetary)),
		medians: {
			recency: medianOf(members, 'recency'),
			frequency: medianOf(members, 'frequency'),
			monetary: medianOf(members, 'monetary'),
		},
	}));
}

/** How many values and how many scores those who bought have on each side. */
export function sidesOf(customers: readonly ScoredValues[]): Readonly<Record<RfmSide, RfmSideUse>> {
	const scored = customers.filter(({ scores }) => scores !== null);
	const uses = rfmSides.map((side) => [
		side,
		{
			distinctValues: new Set(scored.map(({ values }) => values[side])).size,
			scoresUsed: new Set(scored.map(({ scores }) => scores?.[side])).size,
		},
	]);
	return Object.fromEntries(uses) as Record<RfmSide, RfmSideUse>;
}

function sumOf(values: readonly (number | null)[]): number | null {
	const known = values.filter((value) => value !== null);
	return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function medianOf(members: readonly ScoredValues[], side: RfmSide): number | null {
	const sorted = sortPresent(members.map(({ values }) => values[side] ?? Number.NaN));
	return sorted.length === 0 ? null : quantile(sorted, 0.5);
}
