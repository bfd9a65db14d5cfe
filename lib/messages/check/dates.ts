import { monthNames } from '../formatDate';

const MONTH = `(${monthNames.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|Sept\\.?)`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,? (\\d{4}))?';

/** Ways to write a date, each with what its groups are. */
const WRITTEN: readonly { readonly pattern: RegExp; readonly groups: readonly ('d' | 'm' | 'y')[] }[] = [
	{ pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g, groups: ['y', 'm', 'd'] },
	{ pattern: new RegExp(`\\b${DAY}(?: of)? ${MONTH}\\b${YEAR}`, 'gi'), groups: ['d', 'm', 'y'] },
	{ pattern: new RegExp(`\\b${MONTH} ${DAY}\\b${YEAR}`, 'gi'), groups: ['m', 'd', 'y'] },
	{ pattern: /\b(\d{1,2})\.(\d{1,2})\.(\d{4})?/g, groups: ['d', 'm', 'y'] },
	{ pattern: /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g, groups: ['m', 'd', 'y'] },
];

/** A calendar day; the year is absent when none is written. */
export interface WrittenDate {
	readonly found: string;
	readonly day: number;
	readonly month: number;
	readonly year: number | undefined;
}

/** Every date in a text, and the text without them. */
export function takeDates(text: string): { readonly dates: WrittenDate[]; readonly rest: string } {
	const dates: WrittenDate[] = [];
	let rest = text;
	for (const { pattern, groups } of WRITTEN) {
		rest = rest.replace(pattern, (found: string, ...parts: string[]) => {
			const part = (name: 'd' | 'm' | 'y') => parts[groups.indexOf(name)];
			const month = monthNumber(part('m'));
			const day = Number(part('d'));
			if (month < 1 || month > 12 || day < 1 || day > 31) return found;
			const year = part('y');
			dates.push({ found, day, month, year: year === undefined ? undefined : Number(year) });
			return ' ';
		});
	}
	return { dates, rest };
}

/** Whether the written day is the allowed one ("2025-12-31"). */
export function isSameDay(date: WrittenDate, allowed: string): boolean {
	const [year, month, day] = allowed.split('-').map(Number);
	return date.day === day && date.month === month && (date.year === undefined || date.year === year);
}

function monthNumber(written: string): number {
	const number = Number(written);
	if (!Number.isNaN(number)) return number;
	return 1 + monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === written.slice(0, 3).toLowerCase());
}
