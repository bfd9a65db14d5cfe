import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	drawRfm,
	listRfmCustomers,
	resolveAsOf,
	scoreItems,
	scoreRfm,
	success,
	type AsOf,
	type Engine,
	type MoneyTable,
	type RfmItemsRequest,
	type RfmRequest,
} from '../../lib';
import { readAsOf } from '../shared/fields/asOfField';
import { readMoney } from '../shared/fields/moneyFields';
import { readReference } from '../shared/fields/referenceField';
import type { Operation, Shown } from '../shared/operation';
import { optionsOf, readNumber, readText } from '../shared/readParameters';
import { rfmFields } from './rfmFields';
import { showCustomers, showItems, showSegments } from './showRfm';

type Wanted = Pick<RfmRequest, 'ties' | 'floor'> & { readonly output: 'segments' | 'customers' };

type Request =
	| (Wanted & {
			readonly source: 'store' | 'snapshot';
			readonly asOf: AsOf;
			readonly money?: MoneyTable;
			readonly snapshot: { readonly id: string; readonly assumed: boolean };
			readonly cutPoints: RfmRequest['cutPoints'];
			readonly limit: number;
	  })
	| (Wanted & {
			readonly source: 'items';
			readonly asOf: AsOf;
			readonly rows: readonly IDataObject[];
			readonly names: RfmItemsRequest['names'];
	  });

/** n8n holds items in memory. */
const ITEMS_MAX = 100_000;

/** Scores how lately, how often and for how much each customer bought, and names the classic segments. */
export const rfmOperation: Operation<Request, readonly Shown[]> = {
	name: 'rfm',
	label: 'RFM',
	action: 'Score recency frequency and revenue',
	description: 'Score how lately, how often and for how much each customer bought, and name the classic segments',
	runs: 'once',
	fields: rfmFields,
	read: (context, item) =>
		context.getNodeParameter('source', item) === 'items' ? readItems(context, item) : readStore(context, item),
	run: async (engine, [request]) => [
		success(request.source === 'items' ? await runItems(engine, request) : await runStore(engine, request)),
	],
	show: (shown) => shown,
};

function readStore(context: IExecuteFunctions, item: number): Request {
	const source = context.getNodeParameter('source', item) as 'store' | 'snapshot';
	const all = context.getNodeParameter('returnAll', item, false) === true;
	const limit = { name: 'limit', label: 'Limit', low: 1, high: ITEMS_MAX, fallback: 50 };
	return {
		...readWanted(context, item),
		source,
		asOf: source === 'store' ? readAsOf(context, item) : { mode: 'lastEvent' },
		...(source === 'store' ? { money: readMoney(context, item) } : {}),
		snapshot: source === 'snapshot' ? readReference(context, item, 'snapshot') : { id: '', assumed: false },
		cutPoints: context.getNodeParameter('cutPoints', item, 'keep') as RfmRequest['cutPoints'],
		limit: all ? ITEMS_MAX : readNumber(context, limit, item),
	};
}

function readItems(context: IExecuteFunctions, item: number): Request {
	const fields = ['customerId', 'recency', 'orders', 'revenue']
		.map((field) => [field, readText(context, `itemFields.${field}`, item)])
		.filter(([, name]) => name !== '');
	return {
		...readWanted(context, item),
		source: 'items',
		asOf: readAsOf(context, item),
		rows: context.getInputData().map(({ json }) => json),
		names: Object.fromEntries(fields) as RfmItemsRequest['names'],
	};
}

function readWanted(context: IExecuteFunctions, item: number): Wanted {
	const option = optionsOf(context, 'rfmOptions', item);
	const floor = { name: 'rfmOptions.floor', label: 'Smallest Segment', low: 1, high: 1e9, fallback: 100 };
	return {
		output: context.getNodeParameter('output', item, 'segments') as Wanted['output'],
		ties: option<Wanted['ties']>('ties', 'shareScore'),
		floor: readNumber(context, floor, item),
	};
}

async function runStore(engine: Engine, request: Extract<Request, { source: 'store' | 'snapshot' }>): Promise<readonly Shown[]> {
	const { source, money, snapshot, cutPoints, ties, floor } = request;
	const from: RfmRequest['from'] =
		source === 'snapshot'
			? { kind: 'snapshot', snapshot: snapshot.id }
			: { kind: 'compute', asOf: await resolveAsOf(engine, request.asOf), money };
	const result = await scoreRfm(engine, { from, cutPoints, ties, floor });
	if (snapshot.assumed) engine.notify.hint(`Used the newest snapshot, ${result.snapshot}`);
	if (request.output === 'customers') return showCustomers(await listRfmCustomers(engine, result, request.limit));
	return showSegments(result, await drawRfm(engine, result));
}

async function runItems(engine: Engine, request: Extract<Request, { source: 'items' }>): Promise<readonly Shown[]> {
	const { rows, names, ties, floor, asOf } = request;
	const at = asOf.mode === 'lastEvent' ? null : await resolveAsOf(engine, asOf);
	const result = scoreItems({ rows, names, ties, floor, asOf: at });
	engine.notify.hint(`Fields read: ${Object.values(result.fields).join(', ')}`);
	for (const hint of result.hints) engine.notify.hint(hint);
	if (request.output === 'customers') return showItems(rows, result.rows);
	return showSegments(result, await drawRfm(engine, result));
}
