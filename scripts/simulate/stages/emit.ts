import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { between } from '../draw';
import { noteEvent } from '../drivers';
import { pageNames } from '../eventNames';
import type { EventParts, Life } from '../lifeTypes';
import type { Device } from '../plantedTypes';

/** Milliseconds of a number of days. */
export function days(count: number): number {
	return count * DAY_MILLISECONDS;
}

export const MINUTE = 60_000;
const nothing = {};

/** From here on the customer is in the data: sign-up, or the start of the window if that was earlier. */
export function knownFrom(life: Life): number {
	return Math.max(life.startsAt, life.person.signUpAt);
}

/** True inside a planted sequence, where the customer does nothing else. */
export function isBusy(life: Life, at: number): boolean {
	return at >= life.busyFrom && at < life.busyUntil;
}

/**
 * Lets an event happen: it counts towards the drivers and is kept. After the window only money and
 * the end of a subscription are kept, because nothing else of the future is ever asked for.
 */
export function emit(life: Life, at: number, parts: EventParts): void {
	if (at < (parts.anonymousId === undefined ? knownFrom(life) : life.startsAt)) return;
	noteEvent(life, parts.name, parts.properties ?? nothing);
	if (at >= life.endsAt && parts.revenueCents === undefined) return;
	life.events.push({
		messageId: '',
		type: pageNames.has(parts.name) ? 'page' : 'track',
		at: Math.floor(at),
		...parts,
	});
}

/** The same day, at about the customer's preferred hour. */
export function atPreferredHour(life: Life, at: number): number {
	const { visits } = life.random;
	const hour = life.person.preferredHour + 2.2 * visits.normal();
	const midnight = at - (at % DAY_MILLISECONDS);
	return midnight + days((((hour % 24) + 24) % 24) / 24) + between(visits, 0, 30 * MINUTE);
}

export function nextSerial(life: Life): number {
	life.serial += 1;
	return life.serial;
}

/** Share of the usual activity that is left at an instant; 1 unless the customers of the archetype fade. */
export function activity(life: Life, at: number): number {
	const { fadeHalfLifeDays } = life.behaviour;
	if (fadeHalfLifeDays === undefined || at <= life.fadesFrom) return 1;
	const daysFading = (at - life.fadesFrom) / DAY_MILLISECONDS;
	return Math.max(0.05, 0.5 ** (daysFading / fadeHalfLifeDays));
}

export function platformOf(device: Device, even: boolean): string {
	if (device === 'desktop') return 'web';
	return even ? 'ios' : 'android';
}
