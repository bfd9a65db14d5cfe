/** Rows of text made at once. */
const ROWS_AT_ONCE = 2_000;

/**
 * Keys and numbers as the tab-separated text that Postgres' `copy` and ClickHouse read alike, piece by piece; NaN is null.
 * `nul` stands for the character 0, which Postgres cannot keep.
 */
export function* tabSeparated(keys: readonly string[], values: readonly Float64Array[], nul: '' | '\\0'): Generator<string> {
	for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
		let text = '';
		for (let row = start; row < Math.min(keys.length, start + ROWS_AT_ONCE); row += 1) {
			text += keys[row].replace(/[\\\t\n\r\0]/g, (sign) => (sign === '\0' ? nul : escapes[sign]));
			for (const column of values) text += Number.isNaN(column[row]) ? '\t\\N' : `\t${column[row]}`;
			text += '\n';
		}
		yield text;
	}
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
