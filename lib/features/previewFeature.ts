import { InvalidInput, NotEnoughData } from '../core/errors';
import { toIso } from '../core/clock';
import type { Engine } from '../engine';
import { mayProfile } from '../privacy/mayProfile';
import { joinSql, identifier, sql, type Sql } from '../sql/sql';
import { checkAdded } from './checkAdded';
import { chooseExamples, type ExampleReason } from './chooseExamples';
import { chooseMoney } from './chooseMoney';
import { compileFeatures } from './compileFeatures';
import { describeValue } from './describeValue';
import { withMoney } from './money';
import type { FeatureDefinition, FeatureUnit, MoneyTable } from './types';

const shares: readonly number[] = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

export interface PreviewRequest {
	readonly definition: FeatureDefinition;
	/** Milliseconds UTC. */
	readonly asOf: number;
	/** Absent: the currency of most orders. */
	readonly money?: MoneyTable;
}

/** Values in the feature's unit: money in cents. Null where nobody's value is known. */
export interface FeatureDistribution {
	readonly unknownShare: number;
	readonly zeroShare: number;
	readonly mean: number | null;
	readonly lowest: number | null;
	readonly percentile10: number | null;
	readonly percentile25: number | null;
	readonly median: number | null;
	readonly percentile75: number | null;
	readonly percentile90: number | null;
	readonly highest: number | null;
}

export interface FeatureExampleValue {
	readonly customerId: string;
	readonly value: number | null;
	/** The value for people: "12.50 EUR", "not known". */
	readonly shown: string;
	readonly why: ExampleReason;
}

export interface FeaturePreview {
	readonly feature: string;
	readonly column: string;
	readonly unit: FeatureUnit;
	readonly currency?: string;
	readonly asOf: number;
	/** Who objected to profiling is not among them. */
	readonly customers: number;
	/** The distribution in a sentence. */
	readonly summary: string;
	readonly distribution: FeatureDistribution;
	/** At most ten, lowest value first. */
	readonly examples: readonly FeatureExampleValue[];
}

interface Totals extends Readonly<Record<string, unknown>> {
	readonly customers: number;
	readonly known: number;
	readonly zeros: number;
	readonly mean: number | null;
	readonly quantiles: readonly number[] | null;
}

/** What a feature says about the customers, before it becomes one: nothing is stored. NotEnoughData without customers. */
export async function previewFeature(engine: Engine, request: PreviewRequest): Promise<FeaturePreview> {
	const { asOf } = request;
	if (!Number.isSafeInteger(asOf)) throw new InvalidInput(`asOf is ${asOf}: expected milliseconds since 1970`);
	await checkAdded(engine, [request.definition], { asOf, money: request.money });
	const { money, hint } = await chooseMoney(engine.store, asOf, request.money);
	const [definition] = withMoney([request.definition], money);
	if (hint !== undefined && definition.money !== undefined) engine.notify.hint(hint);
	const valued = valuesOf(engine, definition, asOf);
	const totals = await readTotals(engine, valued);
	if (totals.customers === 0) {
		throw new NotEnoughData(
			`no customer has an event that was known before ${toIso(asOf)}: choose a later As Of, or import history first`,
		);
	}
	const show = (value: number | null): string => showValue(value, definition);
	const distribution = toDistribution(totals);
	return {
		feature: definition.label,
		column: definition.name,
		unit: definition.unit,
		...(definition.money === undefined ? {} : { currency: definition.money.reportCurrency }),
		asOf,
		customers: totals.customers,
		summary: tell(distribution, show),
		distribution,
		examples: await readExamples(engine, valued, { totals, show, definition }),
	};
}

/** customer_id and value of everybody who may be described. */
function valuesOf({ store }: Engine, definition: FeatureDefinition, asOf: number): Sql {
	const computed = compileFeatures([definition], { asOf, scope: { kind: 'everyone' } }, store.dialect);
	const allowed = mayProfile(sql`computed.customer_id`, { dialect: store.dialect, asOf });
	return sql`(
		select computed.customer_id, computed.${identifier(definition.name)} as value from (${computed}) computed where ${allowed}
	)`;
}

async function readTotals({ store }: Engine, valued: Sql): Promise<Totals> {
	const [row] = await store.query<Totals>(sql`
		select count(*) as customers, count(value) as known, count(case when value = 0 then 1 end) as zeros,
			avg(value) as mean, ${store.dialect.quantiles(sql`value`, shares)} as quantiles
		from ${valued} valued`);
	return row;
}

async function readExamples(
	engine: Engine,
	valued: Sql,
	{ totals, show, definition }: {
		readonly totals: Totals;
		readonly show: (value: number | null) => string;
		readonly definition: FeatureDefinition;
	},
): Promise<readonly FeatureExampleValue[]> {
	const places = chooseExamples(totals, engine.random.fork(`preview/${definition.name}`));
	const rows = await engine.store.query<{ customer_id: string; value: number | null; place: number }>(sql`
		select customer_id, value, place from (
			select customer_id, value, row_number() over (
				order by case when value is null then 1 else 0 end, value, customer_id
			) as place
			from ${valued} valued
		) placed
		where place in (${joinSql([...places.keys()])})
		order by place`);
	return rows.map(({ customer_id: customerId, value, place }) => ({
		customerId,
		value,
		shown: show(value),
		why: places.get(place) ?? 'drawn',
	}));
}

function showValue(value: number | null, { unit, money }: FeatureDefinition): string {
	if (value === null) return 'not known';
	const text = describeValue(value, unit);
	return unit === 'cents' && money !== undefined ? `${text} ${money.reportCurrency}` : text;
}

function toDistribution({ customers, known, zeros, mean, quantiles }: Totals): FeatureDistribution {
	const [lowest, percentile10, percentile25, median, percentile75, percentile90, highest] =
		quantiles ?? shares.map(() => null);
	return {
		unknownShare: 1 - known / customers,
		zeroShare: zeros / customers,
		mean,
		lowest,
		percentile10,
		percentile25,
		median,
		percentile75,
		percentile90,
		highest,
	};
}

function tell(distribution: FeatureDistribution, show: (value: number | null) => string): string {
	const { unknownShare, zeroShare, mean, median, percentile90, highest } = distribution;
	if (unknownShare === 1) return 'Not known for any customer: check how the event and the property are written in the events';
	if (zeroShare === 1) return 'Zero for every customer: check how the event and the property are written in the events';
	const share = (part: number): string => describeValue(part, 'share');
	return [
		`On average ${show(mean)}; half of the customers have ${show(median)} or less, a tenth ${show(percentile90)} or more, at most ${show(highest)}`,
		`zero for ${share(zeroShare)}, not known for ${share(unknownShare)}`,
	].join('; ');
}
