import { createTable, identifier, sql, type Sql } from '../../../lib/sql/sql';
import type { Store } from '../../../lib/store/types';
import type { FeatureValues } from '../../../lib/models/types';

/** Puts customers "0", "1", … into a table of their own with the given features, lets `work` use it, drops it. */
export async function withCustomers<Result>(
	store: Store,
	{ names, customers }: { readonly names: readonly string[]; readonly customers: readonly FeatureValues[] },
	work: (relation: Sql) => Promise<Result>,
): Promise<Result> {
	const table = 'raw_customers';
	const columns = Object.fromEntries(names.map((name) => [name, 'number' as const]));
	await store.execute(createTable(table, { customer_id: 'text', ...columns }));
	try {
		await store.append(
			table,
			customers.map((_, index) => String(index)),
			names.map((name) => Float64Array.from(customers, (customer) => customer[name] ?? NaN)),
		);
		return await work(sql`${identifier(table)}`);
	} finally {
		await store.execute(sql`drop table ${identifier(table)}`);
	}
}
