import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { OwnCondition, OwnFeature, SqlFeature } from '../../lib';
import { featureFields, selectFields } from './featureFields';

/** The features of the collection, in order. */
export function readOwnFeatures(context: IExecuteFunctions, item: number): readonly OwnFeature[] {
	const given = context.getNodeParameter('ownFeatures', item, {}) as { readonly feature?: readonly IDataObject[] };
	return (given.feature ?? []).map((values) => toFeature(context, item, values));
}

/** The feature whose fields stand in the node itself. */
export function readOneFeature(context: IExecuteFunctions, item: number): OwnFeature {
	const values = featureFields.map(({ name }) => [name, context.getNodeParameter(name, item, '')]);
	return toFeature(context, item, Object.fromEntries(values) as IDataObject);
}

/** The features in SQL of the collection, in order. */
export function readSqlFeatures(context: IExecuteFunctions, item: number): readonly SqlFeature[] {
	const given = context.getNodeParameter('sqlFeatures', item, {}) as { readonly feature?: readonly IDataObject[] };
	return (given.feature ?? []).map(toSqlFeature);
}

/** The one feature in SQL whose fields stand in the node itself. */
export function readOneSqlFeature(context: IExecuteFunctions, item: number): SqlFeature {
	const values = selectFields.map(({ name }) => [name, context.getNodeParameter(name, item, '')]);
	return toSqlFeature(Object.fromEntries(values) as IDataObject);
}

function toSqlFeature({ selectName, statement, unit, withoutRow }: IDataObject): SqlFeature {
	return {
		name: textOf(selectName),
		statement: textOf(statement),
		unit: textOf(unit, 'number') as SqlFeature['unit'],
		missing: textOf(withoutRow, 'unknown') as SqlFeature['missing'],
	};
}

/** Fields that are not shown for a calculation are not read, whatever they held before. Choices are checked by the engine. */
function toFeature(context: IExecuteFunctions, item: number, values: IDataObject): OwnFeature {
	const aggregate = textOf(values.aggregate, 'count') as OwnFeature['aggregate'];
	const name = textOf(values.featureName);
	const isDated = aggregate !== 'daysSinceFirst' && aggregate !== 'daysSinceLast';
	const windowDays = isDated ? readWindow(values.windowDays) : 0;
	const condition = conditionOf(values);
	const missing = isDated ? textOf(values.missing) : 'suited';
	return {
		name,
		event: readEvent(context, item, { name, event: values.event }),
		aggregate,
		...(condition === undefined ? {} : { condition }),
		...sourceOf(aggregate, values),
		...(windowDays === 0 ? {} : { windowDays }),
		...(missing === 'zero' || missing === 'unknown' ? { missing } : {}),
	};
}

function readEvent(
	context: IExecuteFunctions,
	item: number,
	{ name, event }: { readonly name: string; readonly event: unknown },
): string {
	const { mode, value } =
		typeof event === 'object' && event !== null ? (event as IDataObject) : { mode: 'name', value: event };
	if (mode === 'any') return '';
	const text = textOf(value);
	if (text !== '') return text;
	throw new NodeOperationError(context.getNode(), `'Event' of feature "${name}" is empty [item ${item}]`, {
		itemIndex: item,
		description: "Choose an event, or 'Any Event' for whatever the customer did.",
	});
}

function conditionOf({ condition, conditionProperty, equals }: IDataObject): OwnCondition | undefined {
	const kind = textOf(condition);
	if (kind === 'positive' || kind === 'negative') return { kind: 'revenue', sign: kind };
	if (kind === 'property') return { kind, property: textOf(conditionProperty), equals: textOf(equals) };
	if (kind === '' || kind === 'always') return undefined;
	return { kind: kind as 'device' | 'channel', equals: textOf(equals) };
}

function sourceOf(aggregate: OwnFeature['aggregate'], values: IDataObject): Pick<OwnFeature, 'amount' | 'valuesOf'> {
	const property = { property: textOf(values.property) };
	if (aggregate === 'distinct') {
		const chosen = textOf(values.valuesOf, 'productId');
		return { valuesOf: chosen === 'property' ? property : (chosen as OwnFeature['valuesOf']) };
	}
	if (['count', 'sessions', 'daysSinceFirst', 'daysSinceLast'].includes(aggregate)) return {};
	const chosen = textOf(values.amount, 'revenue');
	return { amount: chosen === 'property' ? property : (chosen as OwnFeature['amount']) };
}

/** NaN for what is no number: the engine then refuses it with the feature's name. */
function readWindow(value: unknown): number {
	return textOf(value, '0') === '' ? 0 : Number(value ?? 0);
}

function textOf(value: unknown, fallback = ''): string {
	return String(value ?? fallback).trim();
}
