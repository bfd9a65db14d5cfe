import type { SelectFacts } from '../types';

/** Parts of a statement that only combine what is in them, by the names `explain ast` gives them. */
const plainParts = new Set([
	'SelectWithUnionQuery', 'SelectQuery', 'SelectIntersectExceptQuery', 'ExpressionList', 'Identifier', 'Literal', 'Function', 'Subquery',
	'WithElement', 'Asterisk', 'QualifiedAsterisk', 'TablesInSelectQuery', 'TablesInSelectQueryElement', 'TableExpression', 'TableIdentifier',
	'TableJoin', 'OrderByElement', 'WindowDefinition', 'WindowListElement', 'ColumnsTransformerList', 'ColumnsReplaceTransformer',
	'ColumnsReplaceTransformer::Replacement', 'ColumnsExceptTransformer',
]);

/** What they compare or put together, as functions of names of their own. */
const plainFunctions = new Set([
	'equals', 'notequals', 'less', 'greater', 'lessorequals', 'greaterorequals', 'and', 'or', 'isnull', 'isnotnull', 'in', 'notin', 'exists',
	'tuple', 'case', 'casewithexpression', 'casewithoutexpression', 'multiif', 'cast', 'isdistinctfrom', 'isnotdistinctfrom',
]);

/** Endings that make a function of another: of some rows, of different values, null where it has none. */
const endings = /(?:If|Distinct|OrNull|OrDefault)+$/;

interface Line {
	readonly depth: number;
	readonly kind: string;
	readonly rest: string;
}

/**
 * Facts of a statement from the lines of `explain ast`, one part a line, indented by depth. The dump leaves out the names of tables
 * made with `with`: a name that is no `stored` table can only be such a one.
 */
export function selectFacts(lines: readonly string[], stored: ReadonlySet<string>): SelectFacts {
	const parts = lines.map(readLine);
	const [tables, ownTables, functions, constants, otherParts] = Array.from({ length: 5 }, () => new Set<string>());
	const noteTable = (name: string): void =>
		void (name === 'events' || name.includes('.') || stored.has(name) ? tables : ownTables).add(name);
	const notes: Readonly<Record<string, (rest: string, index: number) => void>> = {
		TableIdentifier: noteTable,
		Function: (rest, index) => {
			if (parentOf(parts, index)?.kind === 'TableExpression') otherParts.add('table_function');
			else noteFunction(rest, functions);
		},
		Literal: (rest) => noteConstants(rest, constants),
		Identifier: (rest, index) => {
			if (isList(parts, index)) noteTable(rest);
		},
	};
	parts.forEach(({ kind, rest }, index) => {
		if (!plainParts.has(kind)) otherParts.add(kind.toLowerCase());
		notes[kind]?.(rest, index);
	});
	return {
		tables: [...tables], ownTables: [...ownTables], functions: [...functions], constants: [...constants], otherParts: [...otherParts],
	};
}

function readLine(line: string): Line {
	const [, indent, kind, rest] = /^( *)(\S+) ?(.*)$/s.exec(line) ?? ['', '', line, ''];
	return { depth: indent.length, kind, rest: rest.replace(/ ?\(children \d+\)$/, '').replace(/ ?\(alias .*\)$/, '').trim() };
}

function parentOf(parts: readonly Line[], index: number): Line | undefined {
	for (let place = index - 1; place >= 0; place -= 1) if (parts[place].depth < parts[index].depth) return parts[place];
	return undefined;
}

/** `name in models` reads a table that stands where a value could. */
function isList(parts: readonly Line[], index: number): boolean {
	const list = parts.lastIndexOf(parentOf(parts, index) ?? parts[0], index);
	const owner = parentOf(parts, list);
	const isFirst = parts.slice(list + 1, index).every(({ depth }) => depth !== parts[index].depth);
	return owner?.kind === 'Function' && /^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$/i.test(owner.rest) && !isFirst;
}

function noteFunction(name: string, functions: Set<string>): void {
	if (!plainFunctions.has(name.toLowerCase())) functions.add(name.replace(endings, '').toLowerCase());
}

/** Also of lists: Tuple_('a', 'b'). */
function noteConstants(text: string, constants: Set<string>): void {
	for (const [, value] of text.matchAll(/'((?:[^'\\]|\\.)*)'/g)) constants.add(value);
}
