import {
	defineOwnFeatures,
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
import { featureFields } from './featureFields';
import { readOneFeature } from './readFeatures';

interface Request {
	readonly asOf: AsOf;
	readonly money?: MoneyTable;
	readonly definition: FeatureDefinition;
}

/** What a feature says about customers, before it is added. */
export const previewOperation: Operation<Request, FeaturePreview> = {
	name: 'preview',
	label: 'Preview Feature',
	action: 'Preview a feature of your own',
	description: 'See the value of a feature for ten customers and how it spreads over all; nothing is stored',
	runs: 'once',
	fields: [...featureFields, ...asOfFields, ...moneyFields],
	read: (context, item) => ({
		asOf: readAsOf(context, item),
		money: readMoney(context, item),
		definition: defineOwnFeatures([readOneFeature(context, item)])[0],
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
