import type { CustomerEvent } from '../../lib/events/types';
import type { MoneyTable } from '../../lib/features/types';
import { compileRules, flaggedEvents } from '../../lib/segments/rules/compileRules';
import type { Test } from '../../lib/segments/rules/types';
import { factsOf } from '../../lib/segments/rules/walkTest';
import { identifier, joinSql, sql, typeOf } from '../../lib/sql/sql';
import { replaceTemporary } from '../../lib/store/replaceTemporary';
import type { Store } from '../../lib/store/types';

/** A customer as the store is to know it. */
export interface KnownCustomer {
	readonly customerId: string;
	readonly events: readonly CustomerEvent[];
	readonly row?: Readonly<Record<string, number | null>>;
	readonly segments?: readonly string[];
}

/** Stores customers, with a table as a snapshot has it, and reads tests over them in SQL: verdicts by customer. */
export async function readRules(
	store: Store,
	tests: readonly Test[],
	known: { readonly customers: readonly KnownCustomer[]; readonly asOf: number; readonly money?: MoneyTable },
): Promise<Map<string, readonly (boolean | null)[]>> {
	const { customers, asOf, money } = known;
	await store.recordEvents(customers.flatMap(({ events }) => events));
	const compiled = compileRules(tests, { asOf, dialect: store.dialect, money, snapshot: 'rule_rows' });
	return await store.transaction(async (session) => {
		await replaceTemporary(session, 'rule_rows', rowsOf(tests, customers));
		await session.execute(sql`delete from memberships where true`);
		for (const { customerId, segments = [] } of customers) {
			for (const segment of segments) {
				await session.execute(sql`
					insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason)
					values (${customerId}, 'segments-1', ${segment}, ${asOf - 1}, null, 0, '')`);
			}
		}
		if (compiled.flagged !== undefined) await replaceTemporary(session, flaggedEvents, compiled.flagged);
		const rows = await session.query<Record<string, unknown>>(compiled.verdicts);
		return new Map(rows.map((row) => [String(row.customer_id), tests.map((_, index) => verdict(row[`v${index}`]))]));
	});
}

function rowsOf(tests: readonly Test[], customers: readonly KnownCustomer[]) {
	const columns = [...new Set(tests.flatMap(factsOf).flatMap((fact) => (fact.kind === 'column' ? [fact.column] : [])))];
	const cells = (row: Readonly<Record<string, number | null>> | undefined) =>
		columns.map((name) => sql`cast(${row?.[name] ?? null} as ${typeOf('number')}) as ${identifier(name)}`);
	const rows = customers
		.filter(({ row }) => row !== undefined)
		.map(({ customerId, row }) => sql`select ${joinSql([sql`${customerId} as customer_id`, ...cells(row)])}`);
	return joinSql([...rows, sql`select ${joinSql([sql`'' as customer_id`, ...cells(undefined)])}`], ' union all ');
}

function verdict(value: unknown): boolean | null {
	return value === null ? null : Boolean(value);
}
