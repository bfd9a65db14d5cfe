import { SetupNeeded } from '../core/errors';
import { sql, typeOf, type Sql } from '../sql/sql';
import { refreshGroups } from './refreshGroups';
import { tables, type TableSchema } from './schema';
import type { Session } from './types';

/** Statement that makes a table unless it is there. */
export type CreateTable = (table: TableSchema) => Sql;

interface Migration {
	readonly version: number;
	readonly statements: (create: CreateTable) => readonly Sql[];
	/** What a statement cannot say, after all of them. */
	readonly afterwards?: (session: Session) => Promise<void>;
}

/** Every step a store file has ever taken, oldest first. A step never changes after it was released. */
const migrations: readonly Migration[] = [
	{ version: 1, statements: (create) => tables.map(create) },
	/** Already there in a store that step 1 has just made. */
	{ version: 2, statements: () => [sql`alter table events add column if not exists excluded ${typeOf('text')}`] },
	/** Links can be undone, and who is one person is kept: also for links made before. */
	{
		version: 3,
		statements: (create) => [
			sql`alter table identities add column if not exists stated_at ${typeOf('instant')}`,
			sql`alter table identities add column if not exists undone_at ${typeOf('instant')}`,
			sql`update identities set stated_at = linked_at where stated_at is null`,
			...tables
				.filter(({ name }) => ['identity_groups', 'identity_names', 'settings'].includes(name))
				.map(create),
		],
		afterwards: async (session) => {
			const aliases = sql`identities where known_as = 'alias'`;
			await refreshGroups(session, sql`select known_id from ${aliases} union all select customer_id as known_id from ${aliases}`);
		},
	},
	/** Interrupted imports go on where they were. */
	{
		version: 4,
		statements: (create) => tables.filter(({ name }) => name === 'imports').map(create),
	},
	/** What a snapshot says about its columns; null for one made before. */
	{
		version: 5,
		statements: () => [sql`alter table snapshots add column if not exists details ${typeOf('json')}`],
	},
	/** Memberships say why they ended and which refresh wrote them; what changed since a refresh can be read. */
	{
		version: 6,
		statements: (create) => [
			sql`alter table memberships add column if not exists left_because ${typeOf('text')}`,
			sql`alter table memberships add column if not exists written_at ${typeOf('instant')}`,
			sql`alter table memberships add column if not exists ended_at ${typeOf('instant')}`,
			sql`update memberships set written_at = valid_from, ended_at = valid_to where written_at is null`,
			...tables.filter(({ name }) => ['refreshes', 'sync_state', 'segment_proofs'].includes(name)).map(create),
		],
	},
	/** Texts become vectors once. */
	{
		version: 7,
		statements: (create) => tables.filter(({ name }) => ['text_models', 'text_events'].includes(name)).map(create),
	},
	/** What the door takes is counted. */
	{
		version: 8,
		statements: (create) => tables.filter(({ name }) => name === 'dropped_counts').map(create),
	},
];

export const schemaVersion = migrations[migrations.length - 1].version;

/** Brings a store of any earlier version to this one; a newer one is refused and left as it is. */
export async function migrate(session: Session, create: CreateTable): Promise<void> {
	await session.execute(create({ name: 'schema_version', columns: { version: 'integer' } }));
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
		for (const statement of migration.statements(create)) await session.execute(statement);
		await migration.afterwards?.(session);
		await session.execute(sql`insert into schema_version values (${migration.version})`);
	}
}
