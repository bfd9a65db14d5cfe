import { InvalidInput } from '../../core/errors';

/** What is read of a database: a table or view, with its schema where needed, or a query of its own. */
export type Selection = { readonly table: string } | { readonly query: string };

/** The selection as one select statement without an end, to be put in parentheses. */
export function selectText(selection: Selection): string {
	if ('table' in selection) {
		const parts = selection.table.split('.').map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
		if (parts.some((part) => part === '')) {
			throw new InvalidInput(`Table is "${selection.table}": expected a name such as events or analytics.events`);
		}
		return `select * from ${parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')}`;
	}
	const query = selection.query.trim().replace(/(?:;\s*)+$/, '');
	if (query === '') throw new InvalidInput('Query is empty: expected a select statement');
	// A line break, because the query may end in a comment.
	return `${query}\n`;
}

/** For people: never the query itself, which may hold values. */
export function describeSelection(selection: Selection, database: string): string {
	return 'table' in selection ? `table ${selection.table} of ${database}` : `query of ${database}`;
}
