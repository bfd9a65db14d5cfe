import type { Dialect } from '../../sql/dialect';
import { eventColumns } from '../../store/ingest';
import type { FileImport, Session } from '../../store/types';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { consentGivenEvent, consentWithdrawnEvent, objectionEvents } from '../consentEvents';
import { latestConsents } from '../consentStatements';
import { countScreened, screenRows } from './screenRows';
import type { DroppedCounts, DroppedKind, ScreenPolicy } from './types';

/**
 * What the policy does to the rows of a file, inside the engine that reads it. Objections that were known before the
 * import count; those in the same file hold for every feature and score, and for the next import.
 */
export function screenFile(
	policy: ScreenPolicy,
	options: { readonly dialect: Dialect; readonly now: number; readonly onCounted: (dropped: DroppedCounts) => void },
): NonNullable<FileImport['screen']> {
	const { dialect, now, onCounted } = options;
	return async (rows, session) => {
		const objected = sql`customer_id in (
			select customer_id from ${latestConsents(dialect, 'profiling', now + 1)} consents where not granted)`;
		onCounted(await readCounts(session, { policy, rows, objected }));
		return withoutObjectors(policy, screenRows(policy, rows), objected);
	};
}

async function readCounts(
	session: Session,
	{ policy, rows, objected }: { policy: ScreenPolicy; rows: Sql; objected: Sql },
): Promise<DroppedCounts> {
	const [screened] = await session.query<Record<DroppedKind, number>>(countScreened(policy, rows));
	const [{ refused }] =
		policy.optedOut === 'keepForContract'
			? [{ refused: 0 }]
			: await session.query<{ refused: number }>(
					sql`select count(*) as refused from ${rows} rows where not (${admitted(objected)})`,
				);
	const counts: Record<DroppedKind, number> = { ...screened, optedOut: refused };
	return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const isStatement = sql`(kind in ('identify', 'alias', 'group')
	or name in (${joinSql([consentGivenEvent, consentWithdrawnEvent, ...objectionEvents])}))`;

function admitted(objected: Sql): Sql {
	return sql`revenue_cents is not null or ${isStatement} or not coalesce(${objected}, false)`;
}

function withoutObjectors(policy: ScreenPolicy, rows: Sql, objected: Sql): Sql {
	const columns = eventColumns.map((name) =>
		name === 'excluded'
			? sql`case when excluded is null and ${objected} and not ${isStatement} then 'optedOut' else excluded end as excluded`
			: sql`${identifier(name)}`,
	);
	const kept = policy.optedOut === 'keepForContract' ? sql`true` : admitted(objected);
	return sql`(select ${joinSql(columns)} from ${rows} rows where ${kept})`;
}
