import { checkReadiness, success, type AsOf, type CheckedReadiness } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';

/** Says whether there is enough data for good segments, when there will be, and what was not let in. */
export const readinessOperation: Operation<AsOf, CheckedReadiness> = {
	name: 'readiness',
	label: 'Check Readiness',
	action: 'Check whether there is enough data',
	description: 'Compare what is stored with what good segments need',
	runs: 'once',
	fields: asOfFields,
	read: readAsOf,
	run: async (engine, [request]) => [success(await checkReadiness(engine, request))],
	show: (readiness) => [toItem(readiness)],
};
