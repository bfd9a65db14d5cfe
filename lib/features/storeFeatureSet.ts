import { canonicalJson } from '../core/hash';
import { jsonValue, sql, unlessStored } from '../sql/sql';
import type { Session } from '../store/types';
import type { FeatureSet } from './types';

/** Keeps a feature set under its id; storing it again changes nothing. */
export async function storeFeatureSet(
	session: Session,
	featureSet: FeatureSet,
	createdAt: number,
): Promise<void> {
	const [known] = await session.query(sql`select id from feature_sets where id = ${featureSet.id}`);
	if (known !== undefined) return;
	await session.execute(sql`
		insert into feature_sets (id, created_at, definitions)
		values (${featureSet.id}, ${createdAt}, ${jsonValue(canonicalJson(featureSet.definitions))}) ${unlessStored}`);
}
