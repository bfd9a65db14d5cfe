import { DAY_MILLISECONDS } from '../core/clock';
import type { CustomerEvent } from '../events/types';
import { HOUR_MILLISECONDS, WEEKEND_STARTS_AT, millisecondsOfWeek } from './calendar';
import { matchEventTest } from './matchEventTest';
import { propertyText } from './propertyText';
import type { EventCondition } from './types';

type Test = (event: CustomerEvent) => boolean;
type Part<Key extends keyof EventCondition> = (value: NonNullable<EventCondition[Key]>) => Test;

/** The live reading of each part of a condition; its twin is `compileCondition`. */
const parts: { readonly [Key in keyof Required<EventCondition>]: Part<Key> } = {
	kinds: (kinds) => (event) => kinds.includes(event.kind),
	names: (names) => isNamed(names),
	exceptNames: (names) => {
		const named = isNamed(names);
		return (event) => !named(event);
	},
	channel: (channel) => (event) => event.channel === channel,
	device: (device) => (event) => event.device === device,
	devices: (devices) => (event) => event.device !== null && devices.includes(event.device),
	revenue: (sign) => (event) =>
		sign === 'positive' ? (event.revenueCents ?? 0) > 0 : (event.revenueCents ?? 0) < 0,
	discounted: () => (event) => (event.discountCents ?? 0) > 0,
	couponUsed: () => (event) => event.coupon !== null && event.coupon !== '',
	hours: ({ from, to }) => (event) => {
		const timeOfDay = event.occurredAt % DAY_MILLISECONDS;
		const after = timeOfDay >= from * HOUR_MILLISECONDS;
		const before = timeOfDay < to * HOUR_MILLISECONDS;
		return from <= to ? after && before : after || before;
	},
	weekend: () => (event) => millisecondsOfWeek.of(event.occurredAt) >= WEEKEND_STARTS_AT,
	property: ({ name, equals }) => (event) => propertyText(event.properties, name) === equals,
	tests: (tests) => {
		const all = tests.map(matchEventTest);
		return (event) => all.every((test) => test(event));
	},
};

/** A test of whether every given part of the condition holds for an event. */
export function matchCondition(condition: EventCondition): Test {
	const tests = (Object.keys(condition) as (keyof EventCondition)[]).flatMap((key) =>
		openPart(key, condition),
	);
	return (event) => tests.every((test) => test(event));
}

function openPart<Key extends keyof EventCondition>(key: Key, condition: EventCondition): readonly Test[] {
	const value = condition[key];
	if (value === undefined) return [];
	const part = parts[key] as Part<Key>;
	return [part(value as NonNullable<EventCondition[Key]>)];
}

function isNamed(names: readonly string[]): Test {
	const known = new Set(names);
	return (event) => known.has(event.name);
}
