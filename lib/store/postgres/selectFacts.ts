import type { SelectFacts } from '../types';

/** Parts of a statement that only combine what is in them, by the names Postgres gives them. */
const plainParts = new Set([
	'SelectStmt', 'ResTarget', 'A_Const', 'BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'CaseWhen', 'CoalesceExpr', 'MinMaxExpr',
	'SubLink', 'List', 'RowExpr', 'SortBy', 'RangeVar', 'RangeSubselect', 'JoinExpr', 'A_Star', 'ColumnRef', 'String', 'WindowDef',
	'CommonTableExpr', 'A_Expr', 'FuncCall', 'TypeCast', 'SQLValueFunction',
]);

const comparisons = new Set(['=', '<>', '<', '>', '<=', '>=', 'between', 'not between', 'between symmetric', 'not between symmetric']);

/** A text cast to any other type may read the clock ('now'::timestamp) or name a table ('events'::regclass). */
const plainTypes = new Set([
	'int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'bool', 'text', 'varchar', 'bpchar', 'json', 'jsonb',
]);

type Tree = Readonly<Record<string, unknown>>;
type Found = { readonly [Key in keyof SelectFacts]: Set<string> };

/** Facts of a statement as Postgres' own parser writes it. What is not known by name is told as another part. */
export function selectFacts(statement: unknown): SelectFacts {
	const found: Found = {
		tables: new Set(), ownTables: new Set(), functions: new Set(), constants: new Set(), otherParts: new Set(),
	};
	visit(statement, new Set(), found);
	return {
		tables: [...found.tables],
		ownTables: [...found.ownTables],
		functions: [...found.functions],
		constants: [...found.constants],
		otherParts: [...found.otherParts],
	};
}

function visit(part: unknown, scope: ReadonlySet<string>, found: Found): void {
	if (Array.isArray(part)) {
		for (const one of part) visit(one, scope, found);
	} else if (part !== null && typeof part === 'object') {
		for (const entry of Object.entries(part)) visitPart(entry as [string, Tree], scope, found);
	}
}

/** Parts have names with a capital letter; what they consist of has not. */
function visitPart([kind, value]: readonly [string, Tree], scope: ReadonlySet<string>, found: Found): void {
	if (!/^[A-Z]/.test(kind)) {
		visit(value, scope, found);
		return;
	}
	if (!plainParts.has(kind)) found.otherParts.add(spoken(kind));
	notes[kind]?.(value, found, scope);
	const inner = kind === 'SelectStmt' ? visitOwnTables(value, scope, found) : scope;
	for (const [key, child] of Object.entries(value)) {
		if (!skipped.has(`${kind}.${key}`)) visit(child, inner, found);
	}
}

/** Names, which are read where they mean something, and tables of its own, which are visited apart. */
const skipped = new Set(['SelectStmt.withClause', 'FuncCall.funcname', 'A_Expr.name', 'TypeCast.typeName', 'ColumnRef.fields', 'A_Const.sval']);

/** A table made with `with` sees those before it, and its own name is still the one outside. */
function visitOwnTables({ withClause }: Tree, outer: ReadonlySet<string>, found: Found): ReadonlySet<string> {
	const { ctes = [], recursive } = (withClause ?? {}) as { readonly ctes?: readonly Tree[]; readonly recursive?: boolean };
	if (recursive === true) found.otherParts.add('recursive_cte_node');
	const scope = new Set(outer);
	for (const { CommonTableExpr: table } of ctes as readonly { readonly CommonTableExpr: Tree }[]) {
		const name = textOf(table.ctename).toLowerCase();
		visit(table.ctequery, new Set(scope), found);
		scope.add(name);
		found.ownTables.add(name);
	}
	return scope;
}

const notes: Readonly<Record<string, (part: Tree, found: Found, scope: ReadonlySet<string>) => void>> = {
	SelectStmt: noteClauses,
	RangeVar: noteTable,
	FuncCall: ({ funcname }, found) => found.functions.add(nameOf(funcname, 'pg_catalog')),
	SQLValueFunction: ({ op }, found) => found.functions.add(textOf(op).toLowerCase().replace(/^svfop_/, '').replace(/_n$/, '')),
	A_Expr: ({ name }, found) => {
		const operator = nameOf(name);
		if (!comparisons.has(operator)) found.functions.add(operator);
	},
	TypeCast: ({ typeName }, found) => {
		const type = nameOf((typeName as Tree).names, 'pg_catalog');
		if (!plainTypes.has(type) || (typeName as Tree).arrayBounds !== undefined) found.functions.add(`cast to ${type}`);
	},
	A_Const: ({ sval }, found) => {
		if (sval !== undefined) found.constants.add(textOf((sval as Tree).sval));
	},
};

/** Clauses that are no parts of their own: they keep some rows of several, or write. */
const refusedClauses: Readonly<Record<string, string>> = {
	limitCount: 'limit_modifier', limitOffset: 'limit_modifier', intoClause: 'into', lockingClause: 'lock',
};

function noteClauses(select: Tree, found: Found): void {
	for (const [clause, name] of Object.entries(refusedClauses)) if (select[clause] !== undefined) found.otherParts.add(name);
	const distinct = (select.distinctClause ?? []) as readonly Tree[];
	if (distinct.some((expression) => Object.keys(expression).length > 0)) found.otherParts.add('distinct on');
}

function noteTable({ catalogname, schemaname, relname }: Tree, found: Found, scope: ReadonlySet<string>): void {
	const path = [catalogname, schemaname, relname].map(textOf).filter((part) => part !== '');
	const name = path.join('.').toLowerCase();
	if (path.length > 1 || !scope.has(name)) found.tables.add(name);
}

/** Dotted where a schema is written, other than `own`. */
function nameOf(names: unknown, own?: string): string {
	const parts = (Array.isArray(names) ? names : []).map((part) => textOf(((part as Tree).String as Tree | undefined)?.sval).toLowerCase());
	return (parts[0] === own && parts.length > 1 ? parts.slice(1) : parts).join('.');
}

/** "RangeFunction" is "table_function" for everybody. */
function spoken(kind: string): string {
	const names: Readonly<Record<string, string>> = { RangeFunction: 'table_function', RangeTableSample: 'sample', ParamRef: 'parameter' };
	return names[kind] ?? kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
