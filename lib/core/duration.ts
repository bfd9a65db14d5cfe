import { DAY_MILLISECONDS } from './clock';

const durationUnits = ['second', 'minute', 'hour', 'day', 'week'] as const;
type DurationUnit = (typeof durationUnits)[number];

/** A span of time as people write it: "5 minutes", "1 day". */
export type Duration = `${number} ${DurationUnit | `${DurationUnit}s`}`;

const milliseconds: Readonly<Record<DurationUnit, number>> = {
	second: 1_000,
	minute: 60_000,
	hour: 3_600_000,
	day: DAY_MILLISECONDS,
	week: 7 * DAY_MILLISECONDS,
};

/** A hundred years: what a window of features may reach back. */
const DAYS_MAX = 36_500;

const pattern = new RegExp(`^(\\d+(?:\\.\\d+)?) *(${durationUnits.join('|')})s?$`);

/** "5 Minutes" → "5 minutes"; undefined for what is no duration, nothing long or beyond a hundred years. */
export function readDuration(text: string): Duration | undefined {
	const match = pattern.exec(text.trim().toLowerCase());
	if (match === null) return undefined;
	const [amount, unit] = [Number(match[1]), match[2] as DurationUnit];
	const duration: Duration = `${amount} ${amount === 1 ? unit : (`${unit}s` as const)}`;
	const length = millisecondsOf(duration);
	return length >= 1 && length <= DAYS_MAX * DAY_MILLISECONDS ? duration : undefined;
}

/** Whole milliseconds. */
export function millisecondsOf(duration: Duration): number {
	const [amount, unit] = duration.split(' ');
	return Math.round(Number(amount) * milliseconds[unit.replace(/s$/, '') as DurationUnit]);
}

/** Days, fractions included. */
export function daysOf(duration: Duration): number {
	return millisecondsOf(duration) / DAY_MILLISECONDS;
}
