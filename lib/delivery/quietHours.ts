import { InvalidInput } from '../core/errors';
import type { QuietHours } from './types';

/** Whether an instant lies in the quiet hours, by the clocks of their time zone. */
export function isQuiet(quiet: QuietHours, now: number): boolean {
	const hour = hourIn(quiet.timeZone, now);
	const { fromHour, toHour } = quiet;
	return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** Throws InvalidInput for hours that mean nothing, or everything, and for a zone nobody knows. */
export function checkQuietHours({ fromHour, toHour, timeZone }: QuietHours): void {
	for (const [name, hour] of Object.entries({ fromHour, toHour })) {
		if (Number.isInteger(hour) && hour >= 0 && hour <= 23) continue;
		throw new InvalidInput(`quietHours.${name} is ${hour}: expected a whole hour from 0 to 23`);
	}
	if (fromHour === toHour) {
		throw new InvalidInput(`quietHours begin and end at ${fromHour}: expected two different hours`);
	}
	hourIn(timeZone, 0);
}

function hourIn(timeZone: string, instant: number): number {
	try {
		const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone });
		return Number(format.format(new Date(instant)));
	} catch (error) {
		throw new InvalidInput(
			`quietHours.timeZone is "${timeZone}": expected an IANA name such as Europe/Berlin`,
			{ cause: error },
		);
	}
}
