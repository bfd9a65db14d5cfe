import type { IDataObject } from 'n8n-workflow';
import { assignCustomers, resolveAsOf, toIso, type AsOf, type LiveAssignment, type Outcome } from '../../lib';
import { customerIdField } from '../shared/fields/customerIdField';
import type { Operation } from '../shared/operation';
import { readRequiredText } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

interface Request {
	readonly customerId: string;
	readonly item: IDataObject;
}

interface Assigned {
	readonly item: IDataObject;
	readonly assignment: LiveAssignment;
}

const asOfNow: AsOf = { mode: 'now' };

/** The segment of a customer at this moment, for a live site; the item goes on with it. */
export const assignOperation: Operation<Request, Assigned> = {
	name: 'assign',
	label: 'Assign Customer',
	action: 'Assign a customer to a segment now',
	description: 'Find the segment of a customer from everything known this moment, without waiting for the nightly run',
	runs: 'perItem',
	fields: [customerIdField],
	read: (context, item) => ({
		customerId: readRequiredText(context, { name: 'customerId', label: 'Customer ID' }, item),
		item: context.getInputData()[item].json,
	}),
	run: async (engine, requests) => {
		const asOf = await resolveAsOf(engine, asOfNow);
		const ids = requests.map(({ customerId }) => customerId);
		const outcomes = await assignCustomers(engine, ids, asOf);
		return outcomes.map((outcome, index): Outcome<Assigned> =>
			outcome.ok
				? { ok: true, value: { item: requests[index].item, assignment: outcome.value } }
				: outcome,
		);
	},
	show: ({ item, assignment }) => [toItem({ ...item, ...assignment, asOf: toIso(assignment.asOf) })],
};
