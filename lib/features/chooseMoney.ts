import { resolvedEvents } from '../events/resolvedEvents';
import { sql } from '../sql/sql';
import type { Session } from '../store/types';
import { checkMoney } from './money';
import type { MoneyTable } from './types';

export interface ChosenMoney {
	/** Undefined for a store without any amount: nothing to count yet. */
	readonly money: MoneyTable | undefined;
	/** A sentence when amounts of some currency are not counted. */
	readonly hint?: string;
}

interface CurrencyUse {
	readonly currency: string;
	readonly orders: number;
}

/**
 * The money features are counted in: the table asked for, else the currency of most orders known before an instant and
 * nothing beside it. Amounts without a rate are never added to others; the hint says which and what to do.
 */
export async function chooseMoney(
	session: Session,
	asOf: number,
	asked: MoneyTable | undefined,
): Promise<ChosenMoney> {
	if (asked !== undefined) checkMoney(asked);
	const uses = await countCurrencies(session, asOf);
	const money = asked ?? (uses.length === 0 ? undefined : { reportCurrency: uses[0].currency, rates: {} });
	if (money === undefined) return { money };
	const left = uses.filter(
		({ currency }) => currency !== money.reportCurrency && !Object.hasOwn(money.rates, currency),
	);
	if (left.length === 0) return { money };
	const told = left.map(({ currency, orders }) => `${orders} in ${currency}`).join(', ');
	const why = asked === undefined ? `${money.reportCurrency}, the currency of most orders` : money.reportCurrency;
	return {
		money,
		hint: `Orders whose amounts are not counted as money: ${told}. They count as orders, but amounts are counted in ${why}: add their Conversion Rates in Customer Features · Compute Snapshot`,
	};
}

/** Currencies with their orders, most first; the lines of an order are one, an amount without an order id is its own. */
async function countCurrencies(session: Session, asOf: number): Promise<readonly CurrencyUse[]> {
	return await session.query<{ currency: string; orders: number }>(sql`
		select currency, count(distinct case when revenue_cents > 0 then order_id end)
			+ count(case when revenue_cents > 0 and order_id is null then 1 end) as orders
		from ${resolvedEvents(asOf)} known
		where resolved_id is not null and currency is not null and revenue_cents is not null
		group by currency
		order by orders desc, currency`);
}
