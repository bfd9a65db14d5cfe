import { computeSnapshot, defineAdded, resolveAsOf, success, toIso, type AsOf, type FeatureDefinition, type MoneyTable } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import { moneyFields, readMoney } from '../shared/fields/moneyFields';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';
import { ownFeaturesField, sqlFeaturesField } from './featureFields';
import { readOwnFeatures, readSqlFeatures } from './readFeatures';

interface Request {
	readonly asOf: AsOf;
	readonly money?: MoneyTable;
	readonly added: readonly FeatureDefinition[];
}

type Summary = Awaited<ReturnType<typeof computeSnapshot>>;

/** Turns the events of every customer into one row of numbers, as known at one moment. */
export const computeOperation: Operation<Request, Summary> = {
	name: 'compute',
	label: 'Compute Snapshot',
	action: 'Compute features of all customers',
	description: 'Turn the events of every customer into one row of numbers, as known at one moment',
	runs: 'once',
	fields: [...asOfFields, ...moneyFields, ownFeaturesField, sqlFeaturesField],
	read: (context, item) => ({
		asOf: readAsOf(context, item),
		money: readMoney(context, item),
		added: defineAdded({ own: readOwnFeatures(context, item), sql: readSqlFeatures(context, item) }),
	}),
	run: async (engine, [request]) => {
		const asOf = await resolveAsOf(engine, request.asOf);
		return [success(await computeSnapshot(engine, { ...request, asOf }))];
	},
	show: (summary) => [toItem({ ...summary, asOf: toIso(summary.asOf) })],
};
