import { DAY_MILLISECONDS } from '../core/clock';
import type { CustomerEvent } from '../events/types';
import { HOUR_MILLISECONDS, WEEKEND_STARTS_AT, millisecondsOfWeek } from './calendar';
import { propertyText } from './propertyText';
import type { EventCondition } from './types';

type Part<Key extends keyof EventCondition> = (
	value: NonNullable<EventCondition[Key]>,
	event: CustomerEvent,
) => boolean;

/** The live reading of each part of a condition; its twin is `compileCondition`. */
const parts: { readonly [Key in keyof Required<EventCondition>]: Part<Key> } = {
	kinds: (kinds, event) => kinds.includes(event.kind),
	names: (names, event) => names.includes(event.name),
	exceptNames: (names, event) => !names.includes(event.name),
	channel: (channel, event) => event.channel === channel,
	device: (device, event) => event.device === device,
	revenue: (sign, { revenueCents }) =>
		sign === 'positive' ? (revenueCents ?? 0) > 0 : (revenueCents ?? 0) < 0,
	discounted: (_, event) => (event.discountCents ?? 0) > 0,
	couponUsed: (_, event) => event.coupon !== null && event.coupon !== '',
	hours: ({ from, to }, event) => {
		const timeOfDay = event.occurredAt % DAY_MILLISECONDS;
		const after = timeOfDay >= from * HOUR_MILLISECONDS;
		const before = timeOfDay < to * HOUR_MILLISECONDS;
		return from <= to ? after && before : after || before;
	},
	weekend: (_, event) => millisecondsOfWeek.of(event.occurredAt) >= WEEKEND_STARTS_AT,
	property: ({ name, equals }, event) => propertyText(event.properties, name) === equals,
};

/** Whether every given part of the condition holds for the event. */
export function matchesCondition(condition: EventCondition, event: CustomerEvent): boolean {
	return (Object.keys(condition) as (keyof EventCondition)[]).every((key) =>
		holds(key, condition, event),
	);
}

function holds<Key extends keyof EventCondition>(
	key: Key,
	condition: EventCondition,
	event: CustomerEvent,
): boolean {
	const value = condition[key];
	if (value === undefined) return true;
	const part = parts[key] as Part<Key>;
	return part(value as NonNullable<EventCondition[Key]>, event);
}
