import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import {
	defineAdded,
	previewFeature,
	resolveAsOf,
	success,
	toIso,
	type AsOf,
	type FeatureDefinition,
	type FeaturePreview,
	type MoneyTable,
} from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import { moneyFields, readMoney } from '../shared/fields/moneyFields';
import type { Operation } from '../shared/operation';
import { rounded, toItem } from '../shared/toItems';
import { describedByField, featureFields, selectFields } from './featureFields';
import { readOneFeature, readOneSqlFeature } from './readFeatures';

interface Request {
	readonly asOf: AsOf;
	readonly money?: MoneyTable;
	readonly definition: FeatureDefinition;
}

function shownFor(describedBy: 'fields' | 'sql', fields: readonly INodeProperties[]): INodeProperties[] {
	return updateDisplayOptions({ show: { describedBy: [describedBy] } }, [...fields]);
}

function readDefinition(context: IExecuteFunctions, item: number): FeatureDefinition {
	const isSql = context.getNodeParameter('describedBy', item, 'fields') === 'sql';
	const added = isSql ? { sql: [readOneSqlFeature(context, item)] } : { own: [readOneFeature(context, item)] };
	return defineAdded(added)[0];
}

/** What a feature says about customers, before it is added. */
export const previewOperation: Operation<Request, FeaturePreview> = {
	name: 'preview',
	label: 'Preview Feature',
	action: 'Preview a feature of your own',
	description: 'See the value of a feature for ten customers and how it spreads over all; nothing is stored',
	runs: 'once',
	fields: [describedByField, ...shownFor('fields', featureFields), ...shownFor('sql', selectFields), ...asOfFields, ...moneyFields],
	read: (context, item) => ({
		asOf: readAsOf(context, item),
		money: readMoney(context, item),
		definition: readDefinition(context, item),
	}),
	run: async (engine, [request]) => {
		const asOf = await resolveAsOf(engine, request.asOf);
		return [success(await previewFeature(engine, { ...request, asOf }))];
	},
	show: (preview) => [
		toItem({
			...preview,
			asOf: toIso(preview.asOf),
			distribution: Object.fromEntries(
				Object.entries(preview.distribution).map(([name, value]) => [
					name,
					typeof value === 'number' ? rounded(value) : value,
				]),
			),
			examples: preview.examples.map((one) => ({ ...one, value: one.value === null ? null : rounded(one.value) })),
		}),
	],
};
