import { canonicalJson } from '../core/hash';
import { compileFeatures } from '../features/compileFeatures';
import type { FeatureDefinition, Snapshot } from '../features/types';
import type { Dialect } from '../sql/dialect';
import { identifier, joinSql, sql, type Sql } from '../sql/sql';

/**
 * A relation with customer_id and the asked features of a snapshot's customers. A snapshot keeps what tells customers apart that
 * day, so features a model learnt from may not be among its columns, or mean something else: those are computed from the events, as
 * of the snapshot's instant.
 */
export function modelFeatures(
	definitions: readonly FeatureDefinition[],
	snapshot: Snapshot,
	dialect: Dialect,
): Sql {
	const there = new Map(snapshot.featureSet.definitions.map((one) => [one.name, meaningOf(one)]));
	const missing = definitions.filter((one) => there.get(one.name) !== meaningOf(one));
	if (missing.length === 0) return sql`${identifier(snapshot.id)}`;
	const isMissing = new Set(missing.map(({ name }) => name));
	const columns = definitions.map(({ name }) =>
		isMissing.has(name) ? sql`computed.${identifier(name)} as ${identifier(name)}` : sql`stored.${identifier(name)} as ${identifier(name)}`,
	);
	const computed = compileFeatures(missing, { asOf: snapshot.asOf, scope: { kind: 'everyone' } }, dialect);
	return sql`(
		select ${joinSql([sql`stored.customer_id as customer_id`, ...columns])}
		from ${identifier(snapshot.id)} stored
		left join (${computed}) computed on computed.customer_id = stored.customer_id
	)`;
}

/** A column of the same name that counts something else is another feature. */
function meaningOf({ value, missing, money }: FeatureDefinition): string {
	return canonicalJson({ value, missing, money });
}
