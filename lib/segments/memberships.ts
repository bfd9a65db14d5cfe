import type { Engine } from '../engine';
import { toSql } from '../models/nearestCentre/toSql';
import type { NearestCentreModel, StoredModel } from '../models/types';
import { mayProfile } from '../privacy/mayProfile';
import { replaceTemporary } from '../store/replaceTemporary';
import { tables } from '../store/schema';
import { emptySql, identifier, isAmong, perDialect, sql, type Sql } from '../sql/sql';

const membershipColumns = Object.keys(tables.find(({ name }) => name === 'memberships')?.columns ?? {});

/** All segment models write to one line of history, so that a customer is in one segment at a time. */
export const segmentsModelName = 'segments';

/**
 * Assigns every customer of a snapshot by one statement inside the engine, and keeps history: who stays in the
 * same segment keeps the row and its date, who moves gets a new one. Returns how many moved or came.
 */
export async function writeMemberships(
	engine: Engine,
	{ model, snapshot, asOf }: { model: StoredModel<NearestCentreModel>; snapshot: string; asOf: number },
): Promise<number> {
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf });
	const customers = sql`(select * from ${identifier(snapshot)} snapshot where ${allowed})`;
	return await engine.store.transaction(async (session) => {
		await session.lock('memberships');
		await replaceTemporary(session, 'assigned', toSql(model.model, customers));
		await session.execute(sql`
			update memberships set valid_to = ${asOf}
			where valid_to is null and (customer_id, segment) not in (select customer_id, segment from assigned)`);
		await session.execute(renewed(model.id));
		const moved = await session.execute(sql`
			insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason)
			select customer_id, ${model.id}, segment, ${asOf}, null, distance, 'nearest centre'
			from assigned
			where not ${isAmong({
				relation: sql`memberships`,
				equal: { customer_id: sql`assigned.customer_id` },
				where: sql`valid_to is null`,
			})}`);
		await session.execute(sql`drop table assigned`);
		return moved;
	});
}

/** Who stayed keeps the row and its date, with the score of today. */
function renewed(model: string): Sql {
	return perDialect((dialect) =>
		dialect.updateFrom({
			table: sql`memberships`,
			columns: membershipColumns,
			key: 'customer_id',
			source: sql`(select customer_id, distance from assigned)`,
			set: { model: sql`${model}`, score: sql`source.distance` },
			where: sql`target.valid_to is null`,
		}),
	);
}

/** Present memberships: customer_id, model, segment, valid_from, score. */
export function presentMemberships(segment?: string): Sql {
	const only = segment === undefined ? emptySql : sql`and segment = ${segment}`;
	return sql`(
		select customer_id, model, segment, valid_from, score from memberships
		where valid_to is null ${only}
	)`;
}
