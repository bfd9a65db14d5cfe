import { computeSnapshot, resolveAsOf, success, toIso, type AsOf } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import type { Operation } from '../shared/operation';
import { toItem } from '../shared/toItems';

type Summary = Awaited<ReturnType<typeof computeSnapshot>>;

/** Turns the events of every customer into one row of numbers, as known at one moment. */
export const computeOperation: Operation<AsOf, Summary> = {
	name: 'compute',
	label: 'Compute Snapshot',
	action: 'Compute features of all customers',
	description: 'Turn the events of every customer into one row of numbers, as known at one moment',
	runs: 'once',
	fields: asOfFields,
	read: readAsOf,
	run: async (engine, [request]) => {
		const asOf = await resolveAsOf(engine, request);
		return [success(await computeSnapshot(engine, { asOf }))];
	},
	show: (summary) => [toItem({ ...summary, asOf: toIso(summary.asOf) })],
};
