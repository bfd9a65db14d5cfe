import { SetupNeeded } from '../core/errors';
import type { Dialect } from '../sql/dialect';
import { identifier, joinSql, sql, Sql } from '../sql/sql';
import { refreshGroups } from './refreshGroups';
import { tables, type TableSchema } from './schema';
import type { Session } from './types';

interface Migration {
	readonly version: number;
	readonly statements: (dialect: Dialect) => readonly Sql[];
	/** What a statement cannot say, after all of them. */
	readonly afterwards?: (session: Session) => Promise<void>;
}

/** Every step a store file has ever taken, oldest first. A step never changes after it was released. */
const migrations: readonly Migration[] = [
	{ version: 1, statements: (dialect) => tables.map((table) => createTable(table, dialect)) },
	/** Already there in a store that step 1 has just made. */
	{ version: 2, statements: () => [sql`alter table events add column if not exists excluded text`] },
	/** Links can be undone, and who is one person is kept: also for links made before. */
	{
		version: 3,
		statements: (dialect) => [
			sql`alter table identities add column if not exists stated_at bigint`,
			sql`alter table identities add column if not exists undone_at bigint`,
			sql`update identities set stated_at = linked_at where stated_at is null`,
			...tables
				.filter(({ name }) => ['identity_groups', 'identity_names', 'settings'].includes(name))
				.map((table) => createTable(table, dialect)),
		],
		afterwards: async (session) => {
			const aliases = sql`identities where known_as = 'alias'`;
			await refreshGroups(session, sql`select known_id from ${aliases} union all select customer_id from ${aliases}`);
		},
	},
	/** Interrupted imports go on where they were. */
	{
		version: 4,
		statements: (dialect) => tables.filter(({ name }) => name === 'imports').map((table) => createTable(table, dialect)),
	},
	/** What a snapshot says about its columns; null for one made before. */
	{
		version: 5,
		statements: (dialect) => [
			sql`alter table snapshots add column if not exists details ${new Sql([dialect.columnType('json')], [])}`,
		],
	},
];

export const schemaVersion = migrations[migrations.length - 1].version;

/** Brings a store of any earlier version to this one; a newer one is refused and left as it is. */
export async function migrate(session: Session, dialect: Dialect): Promise<void> {
	await session.execute(sql`create table if not exists schema_version (version bigint)`);
	const [row] = await session.query<{ version: number | null }>(
		sql`select max(version) as version from schema_version`,
	);
	const present = row?.version ?? 0;
	if (present > schemaVersion) {
		throw new SetupNeeded(
			`the customer store was written by a newer version of n8n-nodes-cohorts (schema ${present}, this version knows ${schemaVersion}): update the package`,
		);
	}
	for (const migration of migrations) {
		if (migration.version <= present) continue;
		for (const statement of migration.statements(dialect)) await session.execute(statement);
		await migration.afterwards?.(session);
		await session.execute(sql`insert into schema_version values (${migration.version})`);
	}
}

function createTable(table: TableSchema, dialect: Dialect): Sql {
	const columns = Object.entries(table.columns).map(
		([name, type]) => sql`${identifier(name)} ${new Sql([dialect.columnType(type)], [])}`,
	);
	const key = table.key?.map((name) => identifier(name));
	const parts = key === undefined ? columns : [...columns, sql`primary key (${joinSql(key)})`];
	return sql`create table if not exists ${identifier(table.name)} (${joinSql(parts)})`;
}
