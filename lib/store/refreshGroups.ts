import { createTable, sql, typeOf, type Sql } from '../sql/sql';
import { groupHistory, type GroupHistory } from './groupHistory';
import { replaceTemporary } from './replaceTemporary';
import type { Session } from './types';

/**
 * Finds anew who is one person, for all ids that ever hung together with one of the touched ids (a select of `known_id`).
 * Run it in the transaction that changed their alias links. Ids travel as numbers, so that a million links stay small.
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
	const { cluster, names, ...members } = groupHistory({ ids, from, to, linkedAt, statedAt, undoneAt });
	const concerned = sql`cluster_id in (
		select cluster_id from identity_groups where known_id in (select known_id from identity_numbers)
	)`;
	await session.execute(sql`delete from identity_names where ${concerned}`);
	await session.execute(sql`delete from identity_groups where known_id in (select known_id from identity_numbers)`);
	await insertRows(session, { ...members, cluster }, sql`identity_groups (known_id, group_id, cluster_id, valid_from, valid_to)`);
	await insertRows(
		session,
		{ id: names.group, group: names.name, validFrom: names.validFrom, validTo: names.validTo, cluster },
		sql`identity_names (group_id, canonical_id, cluster_id, valid_from, valid_to)`,
	);
	await session.execute(sql`drop table identity_numbers`);
}

/** Rows of two numbered ids, the cluster of the first and an interval, into a table that has them as text. */
async function insertRows(
	session: Session,
	rows: Omit<GroupHistory, 'names'>,
	target: Sql,
): Promise<void> {
	await session.execute(
		createTable('identity_history', {
			nothing: 'text',
			number: 'number',
			group_number: 'number',
			cluster_number: 'number',
			valid_from: 'number',
			valid_to: 'number',
		}),
	);
	await session.append('identity_history', rows.id.map(() => ''), [
		Float64Array.from(rows.id),
		Float64Array.from(rows.group),
		Float64Array.from(rows.id, (id) => rows.cluster[id]),
		Float64Array.from(rows.validFrom),
		Float64Array.from(rows.validTo),
	]);
	await session.execute(sql`
		insert into ${target}
		select one.known_id, named.known_id, clusters.known_id, cast(valid_from as ${typeOf('instant')}), cast(valid_to as ${typeOf('instant')})
		from identity_history history
		join identity_numbers one on one.number = history.number
		join identity_numbers named on named.number = group_number
		join identity_numbers clusters on clusters.number = cluster_number`);
	await session.execute(sql`drop table identity_history`);
}
