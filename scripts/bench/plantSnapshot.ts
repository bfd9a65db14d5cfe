import type { FeatureDefinition } from '../../lib/features/types';
import { identifier, joinSql, sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';

const FEATURES = 20;
const GROUPS = 8;

/**
 * A store with one snapshot of many customers in overlapping groups, made inside the database: events for so
 * many customers would take longer than what is measured.
 */
export async function plantSnapshot(folder: string, customers: number): Promise<void> {
	const store = await openDuckDbStore({ folder });
	const definitions: FeatureDefinition[] = Array.from({ length: FEATURES }, (_, index) => ({
		name: `planted${index}`,
		label: `planted feature ${index}`,
		unit: 'number',
		missing: 'unknown',
		value: { kind: 'count', where: { names: [`Planted ${index}`] } },
	}));
	const columns = definitions.map(
		({ name }, index) => sql`
			2 * sin(("group" + 1) * ${index + 1.7}) + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())
				as ${identifier(name)}`,
	);
	const asOf = Date.parse('2025-06-30T00:00:00Z');
	await store.transaction(async (session) => {
		await session.query(sql`select setseed(0.5)`);
		await session.execute(sql`
			create table snapshot_planted as
			select 'customer-' || n as customer_id, ${joinSql(columns)}
			from (select n, n % ${GROUPS} as "group" from range(${customers}) numbers(n)) drawn`);
		await session.execute(sql`
			insert into feature_sets values ('planted', ${asOf}, ${JSON.stringify(definitions)})`);
		await session.execute(sql`
			insert into snapshots (id, as_of, created_at, feature_set, customers, scores)
			values ('snapshot_planted', ${asOf}, ${asOf}, 'planted', ${customers}, '[]')`);
	});
	await store.close();
}
