import type { FilterConditionValue, FilterValue, IDataObject } from 'n8n-workflow';
import { InvalidInput } from '../../lib';

/** A condition of n8n's filter control: what the left side names, and how it is compared. */
export interface FilterCondition {
	readonly name: string;
	readonly is: string;
	/** Absent for what is only there or not there. */
	readonly value?: string | number;
}

const ways: Readonly<Record<string, string>> = {
	equals: 'equals',
	notEquals: 'equalsNot',
	gt: 'moreThan',
	gte: 'atLeast',
	lt: 'lessThan',
	lte: 'atMost',
	contains: 'contains',
	notContains: 'containsNot',
	startsWith: 'startsWith',
	true: 'equals',
	false: 'equals',
	exists: 'present',
	notEmpty: 'present',
	notExists: 'missing',
	empty: 'missing',
};

/**
 * The conditions of a filter over customers or events. The left side is read as it is written, because it names a column of every
 * customer and not a value of the incoming item; the right side is its value. InvalidInput names the condition.
 */
export function readFilter(label: string, written: unknown, resolved: unknown): readonly FilterCondition[] {
	const values = conditionsOf(resolved);
	return conditionsOf(written).map((condition, index) => readCondition(`${label}, condition ${index + 1}`, condition, values[index]));
}

export function combinatorOf(filter: unknown): 'and' | 'or' {
	return (filter as Partial<FilterValue> | undefined)?.combinator === 'or' ? 'or' : 'and';
}

function conditionsOf(filter: unknown): readonly FilterConditionValue[] {
	return (filter as Partial<FilterValue> | undefined)?.conditions ?? [];
}

function readCondition(label: string, written: FilterConditionValue, resolved: FilterConditionValue | undefined): FilterCondition {
	const { type, operation } = written.operator;
	const name = nameOf(label, written.leftValue);
	const is = wayOf(label, operation);
	if (is === 'present' || is === 'missing') return { name, is };
	const value: unknown = operation === 'true' || operation === 'false' ? operation : resolved?.rightValue;
	if (type === 'number') return { name, is, value: numberOf(label, value) };
	return { name, is, value: filled(`${label} compares "${name}"`, value) };
}

function filled(label: string, value: unknown): string {
	const text = String(value ?? '').trim();
	if (text !== '') return text;
	throw new InvalidInput(`${label} with nothing: fill in the right side`);
}

function wayOf(label: string, operation: string): string {
	const is = ways[operation];
	if (is !== undefined) return is;
	throw new InvalidInput(`${label} compares with "${operation}": choose another comparison, such as is equal to or contains`);
}

const expression = /^=?\s*\{\{\s*\$json((?:\.[\w$]+|\[\s*(?:"[^"]+"|'[^']+')\s*\])+)\s*\}\}\s*$/;
const part = /\.([\w$]+)|\[\s*(?:"([^"]+)"|'([^']+)')\s*\]/g;

/** "={{ $json.properties.plan }}" → "properties.plan"; plain text names a column itself. */
function nameOf(label: string, written: unknown): string {
	const text = String(written ?? '').trim();
	const path = expression.exec(text)?.[1];
	if (path !== undefined) return [...path.matchAll(part)].map((found) => found[1] ?? found[2] ?? found[3]).join('.');
	if (text !== '' && !/[{}]/.test(text) && !text.startsWith('=')) return text;
	throw new InvalidInput(`${label} has "${text}" on its left side: expected what is compared, written as {{ $json.orders }}`);
}

function numberOf(label: string, value: unknown): number {
	const number = String(value ?? '').trim() === '' ? Number.NaN : Number(value);
	if (Number.isFinite(number)) return number;
	throw new InvalidInput(`${label} compares with "${String(value ?? '')}": expected a number`);
}

const eventFields = [
	'name', 'channel', 'campaign', 'device', 'platform', 'coupon', 'productId', 'orderId', 'sessionId', 'revenue', 'refund', 'discount', 'quantity',
];

/** A condition on an event, as rules write it. */
export function toEventTest({ name, is, value }: FilterCondition): IDataObject {
	const subject = eventFields.includes(name) ? { field: name } : { property: name.replace(/^properties\./, '') };
	return { ...subject, is, ...(value === undefined ? {} : { value }) };
}

/** A condition on a feature or score, as rules write it. */
export function toFeatureRule({ name, is, value }: FilterCondition): IDataObject {
	if (value === undefined) return { kind: 'feature', feature: name, is: is === 'present' ? 'known' : 'unknown' };
	return { kind: 'feature', feature: name, is, value };
}
