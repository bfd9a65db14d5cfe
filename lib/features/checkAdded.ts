import { canonicalJson } from '../core/hash';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import { checkAsOf } from './checkAsOf';
import { checkSelect } from './checkSelect';
import { chooseMoney } from './chooseMoney';
import type { FeatureDefinition, MoneyTable } from './types';

/**
 * Checks features in SQL before they are computed: what they read each time, that they look strictly back only when the
 * store has no feature set with them yet, because that copies the past.
 */
export async function checkAdded(
	engine: Engine,
	added: readonly FeatureDefinition[],
	{ asOf, money: asked }: { readonly asOf: number; readonly money: MoneyTable | undefined },
): Promise<void> {
	const selects = added.filter(({ value }) => value.kind === 'select');
	if (selects.length === 0) return;
	const { money } = await chooseMoney(engine.store, asOf, asked);
	const known = await readKnownSelects(engine);
	for (const definition of selects) {
		const check = { definition, asOf, money };
		await checkSelect(engine, check);
		if (!known.has(canonicalJson(definition.value))) await checkAsOf(engine, check);
	}
}

async function readKnownSelects({ store }: Engine): Promise<ReadonlySet<string>> {
	const rows = await store.query<{ definitions: readonly FeatureDefinition[] }>(
		sql`select definitions from feature_sets order by created_at desc, id limit 100`,
	);
	const values = rows.flatMap(({ definitions }) => definitions.map(({ value }) => value));
	return new Set(values.filter(({ kind }) => kind === 'select').map((value) => canonicalJson(value)));
}
