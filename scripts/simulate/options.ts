import { DAY_MILLISECONDS } from '../../lib/core/clock';
import { InvalidInput } from '../../lib/core/errors';
import { archetypes } from './archetypes/index';
import type { SimulateOptions } from './types';

/** The overlap all figures are judged at. Frozen: changing it makes measured recoveries incomparable. */
export const FROZEN_OVERLAP = 0.3;

export const defaultOptions: SimulateOptions = {
	customers: 20_000,
	seed: 1,
	days: 180,
	endsAt: '2025-06-30T00:00:00Z',
	overlap: FROZEN_OVERLAP,
	birthShare: 0.1,
	deathFactor: 1,
	driftShare: 0.03,
	merge: null,
};

/** Defaults filled in and every value checked; throws InvalidInput naming the option. */
export function readOptions(given: Partial<SimulateOptions>): SimulateOptions {
	const options = { ...defaultOptions, ...given };
	requireInteger('customers', options.customers, 1);
	requireInteger('days', options.days, 7);
	for (const name of ['overlap', 'birthShare', 'driftShare'] as const) requireShare(name, options[name]);
	if (!(options.deathFactor >= 0 && Number.isFinite(options.deathFactor))) {
		throw new InvalidInput(`deathFactor is ${options.deathFactor}: expected a number of 0 or more`);
	}
	if (Number.isNaN(Date.parse(options.endsAt))) {
		throw new InvalidInput(
			`endsAt is "${options.endsAt}": expected an ISO date such as 2025-06-30T00:00:00Z`,
		);
	}
	if (options.merge !== null) requireMerge(options.merge);
	return options;
}

/** First instant of the window, in milliseconds UTC. */
export function windowStart(options: SimulateOptions): number {
	return Date.parse(options.endsAt) - options.days * DAY_MILLISECONDS;
}

function requireInteger(name: string, value: number, least: number): void {
	if (!Number.isSafeInteger(value) || value < least) {
		throw new InvalidInput(`${name} is ${value}: expected a whole number of ${least} or more`);
	}
}

function requireShare(name: string, value: number): void {
	if (!(value >= 0 && value <= 1)) {
		throw new InvalidInput(`${name} is ${value}: expected a number from 0 to 1`);
	}
}

function requireMerge(merge: NonNullable<SimulateOptions['merge']>): void {
	requireInteger('merge.week', merge.week, 0);
	const names = archetypes.map(({ name }) => name);
	for (const name of [merge.from, merge.into]) {
		if (!names.includes(name)) {
			throw new InvalidInput(`merge names "${name}": expected one of ${names.join(', ')}`);
		}
	}
}
