import { identifier, sql, typeOf, type Sql } from '../sql/sql';
import { groupHistory, type GroupHistory } from './groupHistory';
import { replaceRows, type ReplacedTable } from './replaceRows';
import { replaceTemporary } from './replaceTemporary';
import type { Session } from './types';

const groups: ReplacedTable = { name: 'identity_groups', key: ['known_id', 'group_id', 'valid_from'], content: ['cluster_id', 'valid_to'] };
const names: ReplacedTable = { name: 'identity_names', key: ['group_id', 'canonical_id', 'valid_from'], content: ['cluster_id', 'valid_to'] };

/**
 * Finds anew who is one person, for all ids that ever hung together with one of the touched ids (a select of `known_id`).
 * Run it in the transaction that changed their alias links. Where it can be broken off between two statements, the rows
 * that were there last until the new ones are, so that the next run finds all ids again; groups come last, because they
 * say which ids these are. Ids travel as numbers, so that a million links stay small.
 */
export async function refreshGroups(session: Session, touched: Sql): Promise<void> {
	await session.lock('identities');
	await replaceTemporary(session, 'identity_numbers', sql`
		select known_id, cast(row_number() over (order by known_id) - 1 as ${typeOf('number')}) as number from (
			select touched.known_id from (${touched}) touched
			union
			select known_id from identity_groups where cluster_id in (
				select cluster_id from identity_groups
				where known_id in (select touched.known_id from (${touched}) touched)
			)
		) concerned`);
	const [{ ids }] = await session.query<{ ids: number }>(sql`select count(*) as ids from identity_numbers`);
	const { values } = await session.columns(sql`
		select '' as nothing, one.number, other.number as other_number, linked_at, stated_at, undone_at
		from identities
		join identity_numbers one on one.known_id = identities.known_id
		join identity_numbers other on other.known_id = identities.customer_id
		where known_as = 'alias'`);
	const [from, to, linkedAt, statedAt, undoneAt] = values;
	const { cluster, names: named, ...members } = await groupHistory({ ids, from, to, linkedAt, statedAt, undoneAt });
	await keepRows(session, names, { id: named.group, group: named.name, validFrom: named.validFrom, validTo: named.validTo, cluster });
	await keepRows(session, groups, { ...members, cluster });
	await session.execute(sql`drop table identity_numbers`);
}

/** Rows of two numbered ids, the cluster of the first and an interval, as all that a table has about the concerned ids. */
async function keepRows(session: Session, table: ReplacedTable, rows: Omit<GroupHistory, 'names'>): Promise<void> {
	const number = (name: Sql): Sql => sql`cast(null as ${typeOf('number')}) as ${name}`;
	await replaceTemporary(session, 'identity_history', sql`
		select cast(null as ${typeOf('text')}) as nothing, ${number(sql`number`)}, ${number(sql`other_number`)},
			${number(sql`cluster_number`)}, ${number(sql`valid_from`)}, ${number(sql`valid_to`)}
		where 1 = 0`);
	await session.append('identity_history', rows.id.map(() => ''), [
		Float64Array.from(rows.id),
		Float64Array.from(rows.group),
		Float64Array.from(rows.id, (id) => rows.cluster[id]),
		Float64Array.from(rows.validFrom),
		Float64Array.from(rows.validTo),
	]);
	const [one, other] = table.key;
	await replaceTemporary(session, 'identity_rows', sql`
		select one.known_id as ${identifier(one)}, named.known_id as ${identifier(other)}, clusters.known_id as cluster_id,
			cast(valid_from as ${typeOf('instant')}) as valid_from, cast(valid_to as ${typeOf('instant')}) as valid_to
		from identity_history history
		join identity_numbers one on one.number = history.number
		join identity_numbers named on named.number = other_number
		join identity_numbers clusters on clusters.number = cluster_number`);
	// A group goes by the name of one of its ids.
	const concerned = sql`present.${identifier(one)} in (select known_id from identity_numbers)`;
	await replaceRows(session, table, { rows: sql`identity_rows`, concerned });
	await session.execute(sql`drop table identity_rows`);
	await session.execute(sql`drop table identity_history`);
}
