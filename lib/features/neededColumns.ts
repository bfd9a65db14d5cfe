import type { EventCondition, EventTest, Measure, NumericEventColumn, TextEventColumn } from './types';

const conditionColumns: Readonly<Record<Exclude<keyof EventCondition, 'tests'>, string>> = {
	kinds: 'kind',
	names: 'name',
	exceptNames: 'name',
	channel: 'channel',
	device: 'device',
	devices: 'device',
	revenue: 'revenue_cents',
	discounted: 'discount_cents',
	couponUsed: 'coupon',
	hours: 'occurred_at',
	weekend: 'occurred_at',
	property: 'properties',
};

const sourceColumns: Readonly<Record<NumericEventColumn | TextEventColumn, readonly string[]>> = {
	revenueCents: ['revenue_cents', 'currency'],
	refundedCents: ['revenue_cents', 'currency'],
	discountCents: ['discount_cents', 'currency'],
	quantity: ['quantity'],
	name: ['name'],
	day: ['occurred_at'],
	hour: ['occurred_at'],
	sessionId: ['session_id'],
	order: ['order_id'],
	orderId: ['order_id'],
	productId: ['product_id'],
	channel: ['channel'],
	device: ['device'],
	platform: ['platform'],
	coupon: ['coupon'],
	campaign: ['campaign'],
};

/** Columns of `events` that measures read, so that no engine carries along what nobody asks for. */
export function neededColumns(measures: readonly Measure[]): readonly string[] {
	return [...new Set(['occurred_at', ...measures.flatMap(columnsOf)])];
}

function columnsOf(measure: Measure): readonly string[] {
	const conditions = 'until' in measure ? [measure.where, measure.until] : [measure.where];
	return [...conditions.flatMap(conditionColumnsOf), ...sourceOf(measure)];
}

function conditionColumnsOf({ tests = [], ...parts }: EventCondition): readonly string[] {
	const named = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part] !== undefined);
	return [...named.map((part) => conditionColumns[part]), ...tests.flatMap(({ of }) => subjectColumns(of))];
}

function subjectColumns(subject: EventTest['of']): readonly string[] {
	if ('text' in subject) return sourceColumns[subject.text];
	return 'number' in subject ? sourceColumns[subject.number] : ['properties'];
}

function sourceOf(measure: Measure): readonly string[] {
	if (measure.kind === 'firstSession') return [];
	if (measure.kind === 'topHour' || measure.kind === 'dayGap') return ['occurred_at'];
	const source = 'of' in measure ? measure.of : 'by' in measure ? measure.by : undefined;
	if (source === undefined) return [];
	return typeof source === 'object' ? ['properties'] : sourceColumns[source];
}
