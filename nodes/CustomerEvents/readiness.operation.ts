import { assessReadiness, resolveAsOf, success, toIso, type AsOf, type Readiness } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';

/** Says whether there is enough data for good segments, and when there will be. */
export const readinessOperation: Operation<AsOf, Readiness & { readonly asOf: string }> = {
	name: 'readiness',
	label: 'Check Readiness',
	action: 'Check whether there is enough data',
	description: 'Compare what is stored with what good segments need',
	runs: 'once',
	fields: asOfFields,
	read: readAsOf,
	run: async (engine, [request]) => {
		const asOf = await resolveAsOf(engine, request);
		return [success({ asOf: toIso(asOf), ...(await assessReadiness(engine, asOf)) })];
	},
	show: (readiness) => [toItem(readiness)],
};
