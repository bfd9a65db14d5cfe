import { DAY_MILLISECONDS } from '../core/clock';
import { assertNever } from '../core/invariant';
import type { CustomerEvent } from '../events/types';
import { plainNumber } from '../sql/dialect';
import { dayOf, hourOf, windowBounds } from './calendar';
import type { RowMeasure } from './compileMeasure';
import { propertyText } from './propertyText';
import { MILLIONTHS, NUMBER_MAX, unitsPerOne } from './scale';
import type { GroupSource, NumericSource, TextEventColumn, TextSource, Window } from './types';

type NumericMeasure = Extract<RowMeasure, { readonly kind: 'sum' | 'mean' | 'max' | 'last' }>;

/**
 * One number from those events of one customer that match the measure's condition, all known before asOf,
 * each once, in any order; null where there is nothing to say, 0 for counts. Its twin is `compileMeasure`.
 */
export function evaluateMeasure(
	measure: RowMeasure,
	matching: readonly CustomerEvent[],
	asOf: number,
): number | null {
	const inWindow = (some: readonly CustomerEvent[]): readonly CustomerEvent[] =>
		'window' in measure ? inWindowOf(measure.window, asOf, some) : some;
	switch (measure.kind) {
		case 'count':
			return inWindow(matching).length;
		case 'distinct':
			return countDistinct(measure.of, inWindow(matching));
		case 'firstContains':
			return evaluateFirst(measure, matching);
		case 'daysSinceFirst':
			return daysSince(smallest(matching.map((event) => event.occurredAt)), asOf);
		case 'daysSinceLast':
			return daysSince(largest(matching.map((event) => event.occurredAt)), asOf);
		default:
			return evaluateNumeric(measure, inWindow(matching));
	}
}

function inWindowOf(
	window: Window | undefined,
	asOf: number,
	events: readonly CustomerEvent[],
): readonly CustomerEvent[] {
	const isIn = within(window, asOf);
	return events.filter((event) => isIn(event.occurredAt));
}

/** A test of whether an instant is in the window; without one, every instant is. */
export function within(window: Window | undefined, asOf: number): (at: number) => boolean {
	if (window === undefined) return () => true;
	const { from, to } = windowBounds(window, asOf);
	return (at) => at >= from && at < to;
}

function daysSince(at: number | null, asOf: number): number | null {
	return at === null ? null : (asOf - at) / DAY_MILLISECONDS;
}

const textColumns: Readonly<
	Record<Exclude<TextEventColumn, 'order'>, (event: CustomerEvent) => string | number | null>
> = {
	name: (event) => event.name,
	day: (event) => dayOf.of(event.occurredAt),
	hour: (event) => hourOf.of(event.occurredAt),
	sessionId: (event) => event.sessionId,
	orderId: (event) => event.orderId,
	productId: (event) => event.productId,
	channel: (event) => event.channel,
	device: (event) => event.device,
	platform: (event) => event.platform,
	coupon: (event) => event.coupon,
	campaign: (event) => event.campaign,
};

function countDistinct(source: TextSource, events: readonly CustomerEvent[]): number {
	if (typeof source === 'object') {
		return distinct(events.map((event) => propertyText(event.properties, source.property)));
	}
	if (source !== 'order') return distinct(events.map(textColumns[source]));
	const alone = events.filter((event) => event.orderId === null).length;
	return distinct(events.map((event) => event.orderId)) + alone;
}

function distinct(values: readonly (string | number | null)[]): number {
	return new Set(values.filter((value) => value !== null)).size;
}

/** The text (a number for days and hours) that events are grouped by; null for one that belongs to no group. */
export function groupOf(source: GroupSource): (event: CustomerEvent) => string | number | null {
	if (typeof source === 'object') return (event) => propertyText(event.properties, source.property);
	return textColumns[source];
}

function evaluateFirst(
	{ of, texts }: Extract<RowMeasure, { readonly kind: 'firstContains' }>,
	events: readonly CustomerEvent[],
): number | null {
	const read = groupOf(of);
	const valued = events.filter((event) => read(event) !== null);
	const first = smallest(valued.map((event) => event.occurredAt));
	if (first === null) return null;
	const earliest = valued.filter((event) => event.occurredAt === first);
	return earliest.some((event) => texts.some((text) => String(read(event)).includes(text))) ? 1 : 0;
}

function evaluateNumeric(measure: NumericMeasure, events: readonly CustomerEvent[]): number | null {
	const valued = events.flatMap((event) => {
		const value = wholeUnits(measure.of, event);
		return value === null ? [] : [{ value, at: event.occurredAt }];
	});
	if (valued.length === 0) return null;
	const units = unitsPerOne(measure.of);
	const values = valued.map((one) => one.value);
	const sum = values.reduce((total, value) => total + value, 0);
	switch (measure.kind) {
		case 'sum':
			return sum / units;
		case 'mean':
			return sum / values.length / units;
		case 'max':
			return values.reduce((most, value) => Math.max(most, value)) / units;
		case 'last': {
			const latest = largest(valued.map((one) => one.at));
			const last = valued.filter((one) => one.at === latest).map((one) => one.value);
			return last.reduce((most, value) => Math.max(most, value)) / units;
		}
		default:
			return assertNever(measure.kind, 'numeric measure');
	}
}

const numberPattern = new RegExp(`^(?:${plainNumber})$`);

/** An integer of cents or millionths; null for what is absent or not believed. */
function wholeUnits(source: NumericSource, event: CustomerEvent): number | null {
	switch (source) {
		case 'revenueCents':
			return event.revenueCents;
		case 'refundedCents':
			return event.revenueCents !== null && event.revenueCents < 0 ? -event.revenueCents : null;
		case 'discountCents':
			return event.discountCents;
		case 'quantity':
			return millionths(event.quantity);
		default:
			return millionths(numberOf(propertyText(event.properties, source.property)));
	}
}

function numberOf(text: string | null): number | null {
	return text !== null && numberPattern.test(text) ? Number(text) : null;
}

function millionths(value: number | null): number | null {
	if (value === null || !(Math.abs(value) <= NUMBER_MAX)) return null;
	return Math.floor(value * MILLIONTHS + 0.5);
}

function smallest(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((least, value) => Math.min(least, value));
}

function largest(values: readonly number[]): number | null {
	return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value));
}
