import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { CatalogueFeature } from './types';

/** What a column says about the customers as a whole. */
export type Signal = 'varies' | 'constant' | 'zero' | 'unknown';

/** For each feature, whether its column in a relation differs between customers. */
export async function findSignals(
	session: Session,
	relation: Sql,
	features: readonly CatalogueFeature[],
): Promise<ReadonlyMap<string, Signal>> {
	if (features.length === 0) return new Map();
	const columns = features.flatMap(({ name }, index) => [
		sql`min(${identifier(name)}) as ${identifier(`least${index}`)}`,
		sql`max(${identifier(name)}) as ${identifier(`most${index}`)}`,
	]);
	const [row] = await session.query<Record<string, number | null>>(
		sql`select ${joinSql(columns)} from ${relation}`,
	);
	return new Map(
		features.map(({ name }, index) => [name, signalOf(row[`least${index}`], row[`most${index}`])]),
	);
}

function signalOf(least: number | null, most: number | null): Signal {
	if (least === null || most === null) return 'unknown';
	if (least !== most) return 'varies';
	return least === 0 ? 'zero' : 'constant';
}
