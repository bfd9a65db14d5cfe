import { invariant } from '../../../core/invariant';

/** An `update … set … where …` taken apart. */
export interface UpdateParts {
	/** As written, quoted or not. */
	readonly table: string;
	readonly set: readonly { readonly column: string; readonly value: string }[];
	readonly where: string;
}

/** Takes a statement of the store's own apart; words and commas inside brackets and quotes are none. */
export function splitUpdate(statement: string): UpdateParts {
	const head = /^\s*update\s+("(?:[^"\\]|\\.)+"|\w+)\s+set\s+/.exec(statement);
	invariant(head !== null, 'an update begins with its table and set');
	const cuts = outsideOfBrackets(statement, head[0].length);
	const where = cuts.find(({ text }) => text.toLowerCase() === 'where');
	invariant(where !== undefined, 'an update says which rows');
	const commas = cuts.filter(({ text, at }) => text === ',' && at < where.at).map(({ at }) => at);
	const starts = [head[0].length, ...commas.map((at) => at + 1)];
	const ends = [...commas, where.at];
	return {
		table: head[1],
		set: starts.map((start, index) => assignmentOf(statement.slice(start, ends[index]))),
		where: statement.slice(where.at + where.text.length).trim(),
	};
}

function assignmentOf(text: string): UpdateParts['set'][number] {
	const sign = text.indexOf('=');
	invariant(sign > 0, 'an assignment has a column and a value');
	return { column: text.slice(0, sign).trim(), value: text.slice(sign + 1).trim() };
}

/** Texts and names in quotes, brackets, and the two words that separate the parts. */
const pieces = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|[()[\]{},]|\bwhere\b/gi;

function outsideOfBrackets(statement: string, from: number): { readonly text: string; readonly at: number }[] {
	let depth = 0;
	const found: { text: string; at: number }[] = [];
	for (const { 0: text, index } of statement.slice(from).matchAll(pieces)) {
		if (/^[([{]$/.test(text)) depth += 1;
		else if (/^[)\]}]$/.test(text)) depth -= 1;
		else if (depth === 0 && /^(?:,|where)$/i.test(text)) found.push({ text, at: from + index });
	}
	return found;
}
