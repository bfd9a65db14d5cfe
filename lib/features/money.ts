import { InvalidInput } from '../core/errors';
import { canonicalJson } from '../core/hash';
import type { CustomerEvent } from '../events/types';
import type { Dialect } from '../sql/dialect';
import { joinSql, numberLiteral, Sql, sql } from '../sql/sql';
import { measuresOf } from './planFeatures';
import type { FeatureDefinition, MoneyTable } from './types';

const RATE_MAX = 1e9;
const currencyPattern = /^[A-Z]{3}$/;

/** Refuses a table that could not convert: InvalidInput names the currency, its rate and what was expected. */
export function checkMoney({ reportCurrency, rates }: MoneyTable): void {
	for (const currency of [reportCurrency, ...Object.keys(rates)]) {
		if (!currencyPattern.test(currency)) {
			throw new InvalidInput(`currency "${currency}": expected three capital letters such as EUR`);
		}
	}
	for (const [currency, rate] of Object.entries(rates)) {
		if (!(rate > 0 && rate <= RATE_MAX)) {
			throw new InvalidInput(
				`rate of ${currency} is ${rate}: expected what 1 ${currency} is worth in ${reportCurrency}, more than 0 and at most ${RATE_MAX}`,
			);
		}
		if (currency === reportCurrency && rate !== 1) {
			throw new InvalidInput(`rate of ${currency} is ${rate}: it is the report currency, so leave it out`);
		}
	}
}

/** The definitions with the money they count in; those that count none stay as they are. */
export function withMoney<Definition extends FeatureDefinition>(
	definitions: readonly Definition[],
	money: MoneyTable | undefined,
): readonly Definition[] {
	if (money === undefined) return definitions;
	return definitions.map((definition) => (countsMoney(definition) ? { ...definition, money } : definition));
}

function countsMoney({ value }: FeatureDefinition): boolean {
	if (value.kind === 'select') return /\b(revenue|discount)_cents\b/i.test(value.statement);
	return measuresOf(value).some(
		(measure) =>
			'of' in measure &&
			(measure.of === 'revenueCents' || measure.of === 'refundedCents' || measure.of === 'discountCents'),
	);
}

/** The money a list of features counts in; undefined when amounts are taken as they are. One list has one. */
export function moneyOf(definitions: readonly FeatureDefinition[]): MoneyTable | undefined {
	const tables = definitions.filter(countsMoney).map(({ money }) => money);
	const [first] = tables;
	const other = tables.findIndex((money) => canonicalJson(money ?? null) !== canonicalJson(first ?? null));
	if (other < 0) return first;
	throw new InvalidInput(
		`feature "${definitions.filter(countsMoney)[other].name}" counts money by another table than the one before it: expected one report currency and one table of rates for all`,
	);
}

/**
 * Cents of an amount in the report currency: null for a currency without a rate, and for what no integer holds exactly.
 * Rounded once per event, half away from zero. An amount without a currency is in the report currency.
 */
export function convertCents(
	cents: number | null,
	currency: string | null,
	{ reportCurrency, rates }: MoneyTable,
): number | null {
	if (cents === null || currency === null || currency === reportCurrency) return cents;
	if (!Object.hasOwn(rates, currency)) return null;
	const size = Math.floor(Math.abs(cents) * rates[currency] + 0.5);
	if (size > Number.MAX_SAFE_INTEGER) return null;
	return size === 0 || cents > 0 ? size : -size;
}

/** The event with its amounts in the report currency; its twin is `compileCents`. */
export function inReportCurrency(event: CustomerEvent, money: MoneyTable): CustomerEvent {
	return {
		...event,
		revenueCents: convertCents(event.revenueCents, event.currency, money),
		discountCents: convertCents(event.discountCents, event.currency, money),
	};
}

/** `convertCents` of a column of `events`. */
export function compileCents(column: Sql, money: MoneyTable | undefined, dialect: Dialect): Sql {
	if (money === undefined) return column;
	const integer = new Sql([dialect.columnType('integer')], []);
	const rates = Object.entries(money.rates).filter(([currency]) => currency !== money.reportCurrency);
	const cases = rates.map(([currency, rate]) => {
		const size = sql`floor(abs(${column}) * ${numberLiteral(rate)} + 0.5e0)`;
		return sql`when currency = ${currency} and ${size} <= ${Number.MAX_SAFE_INTEGER}
			then (case when ${column} < 0 then -1 else 1 end) * cast(${size} as ${integer})`;
	});
	const own = sql`when currency is null or currency = ${money.reportCurrency} then ${column}`;
	return sql`case ${joinSql([own, ...cases], ' ')} end`;
}
