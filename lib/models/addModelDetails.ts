import type { Engine } from '../engine';
import { jsonValue, sql } from '../sql/sql';
import type { StoredModel } from './types';

/** Adds to the details of a model just stored what is known only once it has been used; the model itself never changes. */
export async function addModelDetails(
	engine: Pick<Engine, 'store'>,
	stored: Pick<StoredModel, 'id' | 'details'>,
	details: StoredModel['details'],
): Promise<void> {
	const all = jsonValue(JSON.stringify({ ...stored.details, ...details }));
	await engine.store.execute(sql`update models set details = ${all} where id = ${stored.id}`);
}
