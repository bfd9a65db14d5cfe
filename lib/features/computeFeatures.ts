import { toIso } from '../core/clock';
import { NotEnoughData } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { compileFeatures } from './compileFeatures';
import type { FeatureDefinition, FeatureValues } from './types';

/**
 * Features of single customers straight from their events, as of an instant: one outcome per id, in the same
 * order. NotEnoughData for a customer without any event known before it.
 */
export async function computeFeatures(
	engine: Engine,
	request: {
		readonly definitions: readonly FeatureDefinition[];
		readonly asOf: number;
		readonly ids: readonly string[];
	},
): Promise<Outcome<FeatureValues>[]> {
	const { definitions, asOf, ids } = request;
	const scope = { kind: 'customers', ids } as const;
	const rows = await engine.store.query<Record<string, string | number | null>>(
		compileFeatures(definitions, { asOf, scope }, engine.store.dialect),
		{ rowsMax: ids.length },
	);
	const byId = new Map(rows.map(({ customer_id: id, ...values }) => [id, values as FeatureValues]));
	return ids.map((id) => {
		const values = byId.get(id);
		if (values !== undefined) return success(values);
		return failure(
			new NotEnoughData(`this customer has no event that was known before ${toIso(asOf)}`),
		);
	});
}
