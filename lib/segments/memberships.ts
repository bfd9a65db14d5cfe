import type { Engine } from '../engine';
import { mayProfile } from '../privacy/mayProfile';
import { replaceTemporary } from '../store/replaceTemporary';
import { tables } from '../store/schema';
import type { Session } from '../store/types';
import { emptySql, identifier, perDialect, sql, type Sql } from '../sql/sql';
import { nextChange, recordRefresh, type Refresh } from './refreshes';

const membershipColumns = Object.keys(tables.find(({ name }) => name === 'memberships')?.columns ?? {});

/** All segment models write to one line of history, so that a customer is in one segment at a time. */
export const segmentsModelName = 'segments';

/** Rows of that line: "segment-3". A segment by rule has another name and a line of its own. */
export const inDiscovered: Sql = sql`segment like 'segment-%'`;

/** Why a membership began or ended. */
export const membershipReasons = {
	firstTime: 'new among the segments',
	behaviour: 'behaviour changed',
	redrawn: 'segments were redrawn',
	fitsNone: 'fits no segment any more',
	objected: 'objected to profiling',
	unknown: 'is no customer of the snapshot any more',
} as const;

export interface Assignment {
	/** Id of the model. */
	readonly model: string;
	readonly snapshot: string;
	readonly asOf: number;
	readonly assigned: Placing;
	/** Where the model before would put them today, when the borders have changed: tells a redrawn border from a new behaviour. */
	readonly unchanged?: Placing;
}

/** A model over the customers of a snapshot. */
export interface Placing {
	/** A relation with customer_id and the features of the model. */
	readonly features: Sql;
	/** Makes of such a relation a statement that gives customer_id, segment (null: none) and score. */
	readonly place: (customers: Sql) => Sql;
}

/**
 * Assigns every customer of a snapshot by one statement inside the engine, and keeps history: who stays in the same segment
 * keeps the row and its date, who moves or fits none any more has it ended with the reason.
 */
export async function writeMemberships(engine: Engine, assignment: Assignment): Promise<Refresh> {
	const { model, snapshot, asOf } = assignment;
	const allowed = mayProfile(sql`snapshot.customer_id`, { dialect: engine.store.dialect, asOf });
	const profiled = (features: Sql): Sql => sql`(select * from ${features} snapshot where ${allowed})`;
	const placed = ({ features, place }: Placing): Sql => sql`(${place(profiled(features))})`;
	const unchanged = assignment.unchanged === undefined ? undefined : placed(assignment.unchanged);
	return await engine.store.transaction(async (session) => {
		await session.lock('memberships');
		const changedAt = await nextChange(session, engine.clock.now());
		await replaceTemporary(session, 'assigned', sql`
			select customer_id, segment, score from ${placed(assignment.assigned)} placed where segment is not null`);
		await replaceTemporary(session, 'moves', movesOf({ snapshot, allowed: profiled(sql`${identifier(snapshot)}`), unchanged }));
		const departed = await countRows(session, sql`(select customer_id from moves where segment_before is not null)`);
		await session.execute(endings(asOf, changedAt));
		await session.execute(renewed(model));
		const entered = await countRows(session, sql`(select customer_id from moves where segment is not null)`);
		await session.execute(sql`
			insert into memberships (customer_id, model, segment, valid_from, valid_to, score, reason, written_at)
			select customer_id, ${model}, segment, ${asOf}, null, score, entered_because, ${changedAt}
			from moves where segment is not null`);
		const all = await countRows(session, sql`assigned`);
		await session.execute(sql`drop table moves`);
		await session.execute(sql`drop table assigned`);
		const refresh = { changedAt, model, asOf, customers: all, entered, departed };
		await recordRefresh(session, refresh);
		return refresh;
	});
}

/** A row a customer whose segment is not the one of before: segment_before, segment, score, and why left and entered. */
function movesOf({ snapshot, allowed, unchanged }: {
	readonly snapshot: string;
	readonly allowed: Sql;
	readonly unchanged: Sql | undefined;
}): Sql {
	const { firstTime, behaviour, redrawn, fitsNone, objected, unknown } = membershipReasons;
	const borders = unchanged === undefined ? emptySql : sql`
		left join (select customer_id, segment from ${unchanged} kept) reapplied on reapplied.customer_id = present.customer_id`;
	const moved = unchanged === undefined
		? sql`${behaviour}`
		: sql`case when reapplied.segment = present.segment then ${redrawn} else ${behaviour} end`;
	return sql`
		select coalesce(present.customer_id, assigned.customer_id) as customer_id,
			present.segment as segment_before, assigned.segment as segment, assigned.score as score,
			case when present.customer_id is null then ${firstTime} else ${moved} end as entered_because,
			case
				when assigned.customer_id is not null then ${moved}
				when allowed.customer_id is not null then ${fitsNone}
				when known.customer_id is not null then ${objected}
				else ${unknown}
			end as left_because
		from ${presentMemberships()} present
		full join assigned on assigned.customer_id = present.customer_id
		left join (select customer_id from ${allowed} customers) allowed on allowed.customer_id = present.customer_id
		left join (select customer_id from ${identifier(snapshot)} snapshot) known on known.customer_id = present.customer_id
		${borders}
		where present.segment is null or assigned.segment is null or present.segment <> assigned.segment`;
}

async function countRows(session: Session, relation: Sql): Promise<number> {
	const [{ n }] = await session.query<{ n: number }>(sql`select count(*) as n from ${relation} counted`);
	return n;
}

function endings(asOf: number, changedAt: number): Sql {
	return perDialect((dialect) =>
		dialect.updateFrom({
			table: sql`memberships`,
			columns: membershipColumns,
			key: 'customer_id',
			source: sql`(select customer_id, left_because from moves where segment_before is not null)`,
			set: { valid_to: sql`${asOf}`, ended_at: sql`${changedAt}`, left_because: sql`source.left_because` },
			where: sql`target.valid_to is null and target.${inDiscovered}`,
		}),
	);
}

/** Who stayed keeps the row and its date, with the score of today. */
function renewed(model: string): Sql {
	return perDialect((dialect) =>
		dialect.updateFrom({
			table: sql`memberships`,
			columns: membershipColumns,
			key: 'customer_id',
			source: sql`(select customer_id, score from assigned)`,
			set: { model: sql`${model}`, score: sql`source.score` },
			where: sql`target.valid_to is null and target.${inDiscovered}`,
		}),
	);
}

/** Present memberships: customer_id, model, segment, valid_from, score. */
export function presentMemberships(segment?: string): Sql {
	const only = segment === undefined ? emptySql : sql`and segment = ${segment}`;
	return sql`(
		select customer_id, model, segment, valid_from, score from memberships
		where valid_to is null and ${inDiscovered} ${only}
	)`;
}

/** Memberships as they were after a refresh, whatever was written since: of one segment, or of all that were discovered. */
export function membershipsAfter(changedAt: number, segment?: string): Sql {
	return sql`(
		select customer_id, segment, valid_from, score from memberships
		where ${segment === undefined ? inDiscovered : sql`segment = ${segment}`} and written_at <= ${changedAt} and (ended_at is null or ended_at > ${changedAt})
	)`;
}
