/** Readers for values from outside; each returns undefined for "not there" and never throws. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object, or an empty one for anything else: what is looked up in it is then simply not there. */
export function objectOr(value: unknown): JsonObject {
	return isObject(value) ? value : {};
}

/** Non-empty text; numbers become text, because ids are often sent as numbers. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text === '' ? undefined : text;
}

/** As a database reads it: no hexadecimal, no separators. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A finite number, also from text such as "12.50"; NaN when there is something that is no number. */
export function numberOf(value: unknown): number | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
	if (typeof value !== 'string') return Number.NaN;
	const text = value.trim();
	if (text === '') return undefined;
	return decimal.test(text) ? Number(text) : Number.NaN;
}

/**
 * Milliseconds since 1970 from ISO 8601 (UTC when it names no zone), Unix seconds or milliseconds;
 * NaN when there is something that is no time.
 */
export function instantOf(value: unknown): number | undefined {
	const text = value instanceof Date ? value.toISOString() : textOf(value);
	if (text === undefined) return undefined;
	if (/^\d{12,14}(\.\d+)?$/.test(text)) return Math.trunc(Number(text));
	if (/^\d{9,11}(\.\d+)?$/.test(text)) return Math.trunc(Number(text) * 1000);
	return parseIso(text);
}

const isoPattern = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

function parseIso(text: string): number {
	const match = isoPattern.exec(text);
	if (match === null) return Number.NaN;
	const [, day, time = '00:00', zone = 'Z'] = match;
	const padded = time.length === 5 ? `${time}:00` : time.replace(',', '.');
	const withColon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
	return Date.parse(`${day}T${padded}${withColon}`);
}
