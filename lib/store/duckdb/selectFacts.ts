import type { SelectFacts } from '../types';

/** What DuckDB reads without brackets as a function where no column has the name. */
const namesOfFunctions = new Set([
	'current_catalog', 'current_date', 'current_role', 'current_schema', 'current_time', 'current_timestamp', 'current_user',
	'localtime', 'localtimestamp', 'session_user', 'user', 'get_current_time', 'get_current_timestamp',
]);

/** Expressions and parts of a query that only combine what is in them. */
const plainParts = new Set([
	'COLUMN_REF', 'CONSTANT', 'COMPARISON', 'CONJUNCTION', 'OPERATOR', 'CAST', 'CASE', 'BETWEEN', 'STAR', 'SUBQUERY',
	'SELECT_NODE', 'SET_OPERATION_NODE', 'JOIN', 'EXPRESSION_LIST', 'EMPTY', 'ORDER_MODIFIER', 'DISTINCT_MODIFIER',
	'ORDER_DEFAULT', 'ASCENDING', 'DESCENDING', 'ORDER_ASCENDING', 'ORDER_DESCENDING', 'FUNCTION', 'WINDOW', 'BASE_TABLE',
]);

/** Tables of its own are visited apart; a type says nothing about what is read. */
const skipped = new Set(['cte_map', 'cast_type']);

type Tree = Readonly<Record<string, unknown>>;
type Found = { readonly [Key in keyof SelectFacts]: Set<string> };

/** Facts of a statement as `json_serialize_sql` writes it: its one node. What is not known by name is told as another part. */
export function selectFacts(node: unknown): SelectFacts {
	const found: Found = {
		tables: new Set(), ownTables: new Set(), functions: new Set(), constants: new Set(), otherParts: new Set(),
	};
	visit(node, new Set(), found);
	return {
		tables: [...found.tables],
		ownTables: [...found.ownTables],
		functions: [...found.functions],
		constants: [...found.constants],
		otherParts: [...found.otherParts],
	};
}

function visit(part: unknown, outer: ReadonlySet<string>, found: Found): void {
	if (Array.isArray(part)) {
		for (const one of part) visit(one, outer, found);
	} else if (part !== null && typeof part === 'object') {
		visitTree(part as Tree, outer, found);
	}
}

function visitTree(tree: Tree, outer: ReadonlySet<string>, found: Found): void {
	const inner = visitOwnTables(tree, outer, found);
	note(tree, inner, found);
	if (tree.class === 'CONSTANT') return;
	for (const [key, value] of Object.entries(tree)) {
		if (!skipped.has(key)) visit(value, inner, found);
	}
}

/** A table made with `with` sees those before it, and its own name is still the one outside. */
function visitOwnTables({ cte_map: map }: Tree, outer: ReadonlySet<string>, found: Found): ReadonlySet<string> {
	const entries = (map as { readonly map?: readonly { readonly key: string; readonly value: unknown }[] } | undefined)?.map ?? [];
	const scope = new Set(outer);
	for (const { key, value } of entries) {
		visit(value, new Set(scope), found);
		scope.add(key.toLowerCase());
		found.ownTables.add(key.toLowerCase());
	}
	return scope;
}

const notes: Readonly<Record<string, (tree: Tree, found: Found, scope: ReadonlySet<string>) => void>> = {
	FUNCTION: (tree, found) => found.functions.add(textOf(tree.function_name).toLowerCase()),
	WINDOW: (tree, found) => found.functions.add(textOf(tree.function_name).toLowerCase()),
	BASE_TABLE: noteTable,
	COLUMN_REF: noteColumn,
	CONSTANT: noteConstant,
};

function note(tree: Tree, scope: ReadonlySet<string>, found: Found): void {
	const kind = textOf(tree.class) || textOf(tree.type);
	if (kind !== '' && !plainParts.has(kind)) found.otherParts.add(kind.toLowerCase());
	if (tree.sample !== undefined) found.otherParts.add('sample');
	if (tree.ref_type === 'POSITIONAL') found.otherParts.add('positional join');
	notes[kind]?.(tree, found, scope);
}

function noteTable(tree: Tree, found: Found, scope: ReadonlySet<string>): void {
	const path = [tree.catalog_name, tree.schema_name, tree.table_name].map(textOf).filter((name) => name !== '');
	const name = path.join('.').toLowerCase();
	if (path.length > 1 || !scope.has(name)) found.tables.add(name);
}

function noteColumn(tree: Tree, found: Found): void {
	const names = (Array.isArray(tree.column_names) ? tree.column_names : []).map((name) => textOf(name).toLowerCase());
	if (names.length === 1 && namesOfFunctions.has(names[0])) found.functions.add(names[0]);
}

function noteConstant(tree: Tree, found: Found): void {
	const { value } = (tree.value ?? {}) as Tree;
	if (typeof value === 'string') found.constants.add(value);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
