import { DAY_MILLISECONDS, toIso } from '../../core/clock';
import { InvalidInput } from '../../core/errors';
import { instantOf, numberOf, textOf, type JsonObject } from '../../core/parse';
import { fieldNames, plainName } from '../../events/fieldNames';
import type { RfmValues } from '../../models/rfm/predict';

export type RfmField = 'customerId' | 'recency' | 'orders' | 'revenue';

/** Fields of the items as somebody named them; absent ones are found by their names. */
export type RfmFieldNames = Readonly<Partial<Record<RfmField, string>>>;

export interface RfmItem {
	readonly customerId: string;
	readonly values: RfmValues;
}

export interface ReadRfmItems {
	readonly items: readonly RfmItem[];
	/** Which fields were read. */
	readonly fields: RfmFieldNames;
	/** Days are counted back from here; null when no field holds a date. */
	readonly asOf: number | null;
}

/** Names that exports of shops and spreadsheets give, most exact first, as `plainName` writes them. */
const known: Readonly<Record<RfmField, readonly string[]>> = {
	customerId: [...fieldNames.customerId, 'id', 'customername', 'name'],
	recency: [
		'dayssincelastorder', 'dayssincelastpurchase', 'recencydays', 'recency', 'dayssincelast', 'lastorderdate', 'lastorder',
		'lastorderat', 'lastpurchasedate', 'lastpurchase', 'lastpurchaseat', 'lastinvoicedate', 'lasttransactiondate',
		'lasttransaction', 'dateoflastorder', 'dateoflastpurchase', 'mostrecentvisit', 'mostrecentorder',
	],
	orders: [
		'orders', 'ordercount', 'orderscount', 'numberoforders', 'totalorders', 'frequency', 'purchases', 'purchasecount',
		'numberofpurchases', 'transactions', 'transactioncount', 'invoices', 'invoicecount',
	],
	revenue: [
		'netrevenue', 'netrevenuecents', 'revenue', 'revenuecents', 'totalrevenue', 'totalspent', 'totalspend', 'spent', 'spend',
		'monetary', 'monetaryvalue', 'turnover', 'sales', 'totalsales', 'amount', 'totalamount', 'total', 'ltv', 'lifetimevalue',
	],
};

const told: Readonly<Record<Exclude<RfmField, 'customerId'>, { readonly what: string; readonly label: string }>> = {
	recency: { what: 'when a customer last ordered', label: 'Recency Field' },
	orders: { what: 'how many orders a customer has', label: 'Orders Field' },
	revenue: { what: 'the revenue of a customer', label: 'Revenue Field' },
};

/** A hundred years; a larger number is a date in a form of its own, such as a spreadsheet's. */
const DAYS_MAX = 36_525;

/**
 * Recency, orders and revenue of items such as the rows of a spreadsheet. A recency is a number of days or the date of the last
 * order. `asOf` null: right after the newest date. InvalidInput names the item, the field and what was expected.
 */
export function readRfmItems(
	rows: readonly JsonObject[],
	{ names, asOf: given }: { readonly names: RfmFieldNames; readonly asOf: number | null },
): ReadRfmItems {
	const fields = findFields(rows, names);
	const recencies = rows.map((row, index) => readRecency(row[fields.recency], { field: fields.recency, index }));
	const newest = recencies.reduce((latest, { at }) => Math.max(latest, at ?? -Infinity), -Infinity);
	const asOf = Number.isFinite(newest) ? (given ?? newest + 1) : null;
	const items = rows.map((row, index) => ({
		customerId: (fields.customerId === undefined ? undefined : textOf(row[fields.customerId])) ?? '',
		values: {
			recency: daysOf(recencies[index], { asOf, field: fields.recency, index }),
			frequency: readAmount(row[fields.orders], { field: fields.orders, index, low: 0 }),
			monetary: readAmount(row[fields.revenue], { field: fields.revenue, index, low: -Infinity }),
		},
	}));
	return { items, fields, asOf };
}

type FoundFields = RfmFieldNames & Readonly<Record<Exclude<RfmField, 'customerId'>, string>>;

function findFields(rows: readonly JsonObject[], names: RfmFieldNames): FoundFields {
	const there = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const find = (field: RfmField): string | undefined => {
		const name = names[field];
		if (name === undefined) return byName(there, known[field]);
		if (there.includes(name)) return name;
		throw new InvalidInput(`field "${name}" is not in the items: they have ${list(there)}`);
	};
	const require = (field: keyof typeof told): string => {
		const found = find(field);
		if (found !== undefined) return found;
		throw new InvalidInput(
			`no field of the items tells ${told[field].what}: they have ${list(there)}. Name it under '${told[field].label}'`,
		);
	};
	const customerId = find('customerId');
	return {
		...(customerId === undefined ? {} : { customerId }),
		recency: require('recency'),
		orders: require('orders'),
		revenue: require('revenue'),
	};
}

function byName(there: readonly string[], wanted: readonly string[]): string | undefined {
	const places = there.map((name) => wanted.indexOf(plainName(name)));
	const best = Math.min(...places.filter((place) => place >= 0));
	return there[places.indexOf(best)];
}

function list(names: readonly string[]): string {
	return names.length === 0 ? 'none' : names.slice(0, 30).map((name) => `"${name}"`).join(', ');
}

interface Place {
	readonly field: string;
	readonly index: number;
}

interface Recency {
	readonly days?: number;
	/** Milliseconds of the last order. */
	readonly at?: number;
}

function readRecency(value: unknown, { field, index }: Place): Recency {
	if ((value ?? '') === '') return {};
	const days = numberOf(value) ?? Number.NaN;
	if (days >= 0 && days <= DAYS_MAX) return { days };
	const at = instantOf(value) ?? Number.NaN;
	if (Number.isFinite(at)) return { at };
	throw new InvalidInput(
		`"${field}" of item ${index} is "${String(value)}": expected days since the last order such as 12, or a date such as 2025-03-01`,
	);
}

function daysOf({ days, at }: Recency, { asOf, field, index }: Place & { readonly asOf: number | null }): number | null {
	if (at === undefined || asOf === null) return days ?? null;
	if (at < asOf) return (asOf - at) / DAY_MILLISECONDS;
	throw new InvalidInput(
		`"${field}" of item ${index} is ${toIso(at)}, not before As Of ${toIso(asOf)}: its orders and revenue would look into the future. Choose a later As Of`,
	);
}

function readAmount(value: unknown, { field, index, low }: Place & { readonly low: number }): number | null {
	const amount = numberOf(value);
	if (amount === undefined) return null;
	if (amount >= low) return amount;
	throw new InvalidInput(
		`"${field}" of item ${index} is "${String(value)}": expected a number such as ${low === 0 ? '3' : '129.90'}, without currency or separators`,
	);
}
