import { allSentEvents } from '../../events/sentEventNames';
import type { Dialect } from '../../sql/dialect';
import type { FileScreen, Session } from '../../store/types';
import { sql, type Sql } from '../../sql/sql';
import { consentGivenEvent, consentWithdrawnEvent, objectionEvents } from '../consentEvents';
import { objectorIds } from './objectorIds';
import { countScreened, screenRows } from './screenRows';
import type { DroppedCounts, DroppedKind, ScreenPolicy } from './types';

/**
 * What the policy does to the rows of a file, inside the engine that reads it. Objections that were known before the
 * import count; those in the same file hold for every feature and score, and for the next import.
 */
export function screenFile(
	policy: ScreenPolicy,
	options: { readonly dialect: Dialect; readonly now: number; readonly onCounted: (dropped: DroppedCounts) => void },
): FileScreen {
	const { dialect, now, onCounted } = options;
	const objected = sql`coalesce(coalesce(customer_id, anonymous_id) in (select id from import_objectors), false)`;
	const isAdmitted = sql`(${isContract} or ${isStatement} or not ${objected})`;
	return {
		needs: { import_objectors: sql`select id from ${objectorIds(dialect, now + 1)} ids` },
		apply: async (rows) => {
			const marked = sql`case when excluded is null and ${objected} and not ${isStatement} then 'optedOut' else excluded end`;
			return await Promise.resolve(
				sql`(select * replace (${marked} as excluded) from ${screenRows(policy, rows, isRejected)} rows)`,
			);
		},
		...(policy.optedOut === 'drop' ? { kept: isAdmitted } : {}),
		count: async (rows, session) => {
			const [screened] = await session.query<Record<DroppedKind, number>>(countScreened(rows));
			const optedOut = policy.optedOut === 'drop' ? await countRefused(rows, session, isAdmitted) : 0;
			const counts: Record<DroppedKind, number> = { ...screened, optedOut };
			onCounted(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)));
		},
	};
}

/** Goes to the file of rejected rows, not into the store: to be mended it must be whole. */
const isRejected = sql`reason is not null`;

async function countRefused(rows: Sql, session: Session, isAdmitted: Sql): Promise<number> {
	const [{ refused }] = await session.query<{ refused: number }>(
		sql`select count(*) as refused from ${rows} rows where not ${isAdmitted}`,
	);
	return refused;
}

/** Money that changed hands, and what was written to somebody, which caps and receipts need. */
const isContract = sql`(revenue_cents is not null or (kind = 'track' and list_contains(${allSentEvents}, name)))`;

/** Who somebody is and what they agreed to is no behaviour and holds always. */
const isStatement = sql`(kind in ('identify', 'alias', 'group')
	or list_contains(${[consentGivenEvent, consentWithdrawnEvent, ...objectionEvents]}, name))`;
