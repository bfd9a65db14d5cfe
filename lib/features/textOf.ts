import { customerWords } from './text/customerWords';

/** The customer's own words in the columns text0, text1 and so on of a row, one below the other. */
export function textOf(row: Readonly<Record<string, unknown>>): string {
	const parts = Object.entries(row).flatMap(([column, value]) => (/^text\d+$/.test(column) && typeof value === 'string' ? [value] : []));
	return customerWords(parts.map((part) => part.trim()).filter((part) => part !== '').join('\n'));
}
