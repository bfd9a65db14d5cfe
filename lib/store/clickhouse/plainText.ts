import { InvalidInput } from '../../core/errors';

/** Texts and names in quotes, comments, and signs that could begin something else than they seem to. */
const pieces = /'[^']*'|"[^"]*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|[^\s\w.,()+*/%<>=!|?:[\]-]|[^]/g;

const refusals: readonly (readonly [RegExp, string])[] = [
	[/^;$/, 'it cannot be read as a select: it has more than one statement'],
	[/^[{}$@]$/, 'it cannot be read as a select: a parameter, {, } or $ is not allowed'],
	[/^#$/, 'it cannot be read as a select: comments begin with -- or stand in /* */'],
	[/^['"`]$/, 'it cannot be read as a select: a text or name in quotes does not end'],
	[/^["`][^]*\n/, 'it cannot be read as a select: a name has a line break'],
	[/^[^\s\w.,()+*/%<>=!|?:[\]'"`-]/, 'it cannot be read as a select: a sign outside of quotes is not allowed'],
];

/** Clauses the dump of ClickHouse's parser does not tell from others: they keep any rows of several, or do more than read. */
const clauses = /\b(?:limit|offset|fetch|top|ties|final|sample|settings|format|outfile|totals|cube|rollup|any|asof|paste|semi|anti|array|apply|recursive|describe|desc\s+table|parallel|global|prewhere|interpolate|fill)\b/i;

/**
 * Refuses what the parser would read otherwise than it looks, before it is asked: several statements, escapes, names with line
 * breaks, clauses that its dump does not show. InvalidInput says which.
 */
export function checkPlainText(text: string): { readonly clause: string | undefined } {
	if (text.includes('\\')) throw new InvalidInput('it cannot be read as a select: a backslash is not allowed');
	let bare = '';
	for (const [piece] of text.matchAll(pieces)) {
		const refusal = refusals.find(([sign]) => sign.test(piece))?.[1];
		if (refusal !== undefined) throw new InvalidInput(refusal);
		bare += /^(?:['"`]|--|\/\*)/.test(piece) ? ' ' : piece;
	}
	if (bare.includes('/*')) throw new InvalidInput('it cannot be read as a select: a comment does not end');
	return { clause: clauses.exec(bare)?.[0].toLowerCase() };
}
