import { DAY_MILLISECONDS } from '../../core/clock';
import type { Engine } from '../../engine';
import { compileFeatures } from '../../features/compileFeatures';
import { featureCatalogue } from '../../features/catalogue';
import { moneyOf, withMoney } from '../../features/money';
import type { FeatureDefinition } from '../../features/types';
import { assignmentSql } from '../../models/assignment';
import { mayProfile } from '../../privacy/mayProfile';
import { identifier, joinSql, sql } from '../../sql/sql';
import type { SegmentsModel } from '../segmentsModel';
import { outcomeFeature } from './outcomeFeature';
import type { ProofOutcome } from './types';

/** Customers a proof is made on; more only narrow intervals that are narrow already. */
const CUSTOMERS_MAX = 50_000;

/** What recency, frequency and money are read from. */
const rfmColumns = { recency: 'daysSinceLastOrder', frequency: 'orders', monetary: 'netRevenueCents' } as const;

/** Customers of a moment: where the segments put them then, and what they did afterwards. */
export interface ProofRows {
	readonly customerIds: readonly string[];
	/** Place of the segment in `ids`, −1 for none. */
	readonly groups: Int32Array;
	readonly ids: readonly string[];
	/** NaN where it is not known. */
	readonly recency: Float64Array;
	readonly frequency: Float64Array;
	readonly monetary: Float64Array;
	readonly outcome: Float64Array;
}

/**
 * Puts the customers of a moment into segments by what was known then, and reads what they did in the horizon after. Nothing of the
 * horizon is in the features; customers who object to profiling today, and those merged into another since, are not among them.
 */
export async function readProofRows(
	engine: Engine,
	{ model, outcome, asOf }: { readonly model: SegmentsModel; readonly outcome: ProofOutcome; readonly asOf: number },
): Promise<ProofRows> {
	const { dialect } = engine.store;
	const money = moneyOf(model.definitions);
	const end = asOf + outcome.horizonDays * DAY_MILLISECONDS;
	const known = withRfm(model.definitions, money);
	const everyone = { kind: 'everyone' } as const;
	const described = compileFeatures(known, { asOf, scope: everyone }, dialect);
	const later = compileFeatures([outcomeFeature(outcome, money)], { asOf: end, scope: everyone }, dialect);
	const number = dialect.toNumber(sql`substr(placed.segment, 9)`);
	const rfm = Object.entries(rfmColumns).map(([side, name]) => sql`known.${identifier(name)} as ${identifier(side)}`);
	const { keys, values } = await engine.store.columns(sql`
		with known as (${described})
		select known.customer_id as customer_id, ${number} as segment_number, ${joinSql(rfm)}, later.${identifier('outcomeOfProof')} as outcome
		from known
		join (${later}) later on later.customer_id = known.customer_id
		left join (${assignmentSql(model.stored.model, sql`known`)}) placed on placed.customer_id = known.customer_id
		where ${mayProfile(sql`known.customer_id`, { dialect, asOf: engine.clock.now() })}
		order by ${dialect.md5(sql`known.customer_id`)} limit ${CUSTOMERS_MAX}`);
	const [numbers, recency, frequency, monetary, outcomes] = values;
	const ids = [...new Set(model.stored.model.segments)];
	return {
		customerIds: keys,
		groups: Int32Array.from(numbers, (one) => ids.indexOf(`segment-${one}`)),
		ids,
		recency,
		frequency,
		monetary,
		outcome: outcomes.map((value) => (Number.isNaN(value) ? 0 : value)),
	};
}

function withRfm(
	definitions: readonly FeatureDefinition[],
	money: ReturnType<typeof moneyOf>,
): readonly FeatureDefinition[] {
	const there = new Set(definitions.map(({ name }) => name));
	const names: readonly string[] = Object.values(rfmColumns);
	const missing = featureCatalogue.filter(({ name }) => names.includes(name) && !there.has(name));
	return [...definitions, ...withMoney(missing, money)];
}
