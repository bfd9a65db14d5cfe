import type { IDataObject } from 'n8n-workflow';
import { toIso, type DrawnPlot, type RfmCustomer, type RfmResult, type RfmSegmentSummary } from '../../lib';
import type { Shown } from '../shared/operation';
import { rounded, toItem } from '../shared/toItems';

/** One item a segment, from Champions to Never Bought; the pictures hang on the first. */
export function showSegments(
	result: RfmResult & {
		readonly asOf: number | null;
		readonly snapshot?: string;
		readonly model?: string;
		readonly currency?: string | null;
		readonly scores?: readonly string[];
	},
	plots: readonly DrawnPlot[],
): Shown[] {
	// Not `model`: a node behind would take it for the model it asks for.
	const { asOf, snapshot, model, currency, scores, cutPoints } = result;
	const common = { asOf: asOf === null ? undefined : toIso(asOf), snapshot, rfmModel: model, currency, scores, cutPoints };
	return result.segments.map((segment, index) => ({
		...toItem({ ...showSegment(segment, snapshot !== undefined), ...common }),
		...(index === 0 ? { files: plots } : {}),
	}));
}

/** Amounts of the store are cents; those of items are what they were. */
function showSegment(segment: RfmSegmentSummary, areCents: boolean): Record<string, unknown> {
	const { medians, revenue, revenueShare, share, name, segment: id, ...said } = segment;
	return {
		segment: id,
		segmentName: name,
		customers: said.customers,
		share: rounded(share),
		revenueShare: revenueShare === null ? null : rounded(revenueShare),
		medianDaysSinceLastOrder: medians.recency === null ? null : rounded(medians.recency, 1),
		medianOrders: medians.frequency,
		[areCents ? 'medianRevenueCents' : 'medianRevenue']: medians.monetary,
		[areCents ? 'revenueCents' : 'revenue']: revenue,
		meaning: said.meaning,
		suggestedAction: said.suggestedAction,
		withheld: said.withheld,
	};
}

/** One item a customer of the store. */
export function showCustomers(customers: readonly RfmCustomer[]): Shown[] {
	return customers.map(({ values, customerId, ...customer }) =>
		toItem({
			customerId,
			daysSinceLastOrder: values.recency === null ? null : rounded(values.recency, 1),
			orders: values.frequency,
			netRevenueCents: values.monetary,
			...customer,
		}),
	);
}

/** The incoming items, each with its scores. */
export function showItems(rows: readonly IDataObject[], customers: readonly RfmCustomer[]): Shown[] {
	return customers.map(({ values: _values, customerId: _customerId, ...scored }, item) => ({
		...toItem({ ...rows[item], ...scored }),
		item,
	}));
}
