import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { discoverInItems, drawItemDiscovery, segmentMethods, type Engine, type ItemDiscovery, type ItemsRequest } from '../../lib';
import type { Shown } from '../shared/operation';
import { readNumber, readText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';
import { readClusters, readNames } from './readClusters';

/** Groups looked for in the incoming items. */
export interface ItemsWanted extends ItemsRequest {
	readonly source: 'items';
	readonly output: 'segments' | 'customers';
	readonly rows: readonly IDataObject[];
}

export function readItems(context: IExecuteFunctions, item: number): ItemsWanted {
	const features = readNames(readText(context, 'groupBy', item));
	const customerId = readText(context, 'itemIdField', item);
	const seed = { name: 'itemOptions.seed', label: 'Seed', low: -1e9, high: 1e9, fallback: 1 };
	return {
		source: 'items',
		output: context.getNodeParameter('output', item, 'segments') as ItemsWanted['output'],
		rows: context.getInputData().map(({ json }) => json),
		method: String(context.getNodeParameter('method', item, segmentMethods[0].method)),
		clusters: readClusters(context, item, { options: 'itemOptions', low: 2, high: 8 }),
		seed: readNumber(context, seed, item),
		...(features.length === 0 ? {} : { features }),
		...(customerId === '' ? {} : { customerId }),
	};
}

export async function runItems(engine: Engine, request: ItemsWanted): Promise<Shown[]> {
	const discovery = await discoverInItems(engine, request);
	const { reason, notes, leftOut, refusal } = discovery;
	for (const hint of [reason, ...notes]) engine.notify.hint(hint);
	if (refusal !== undefined) engine.notify.hint(`Take these groups with care: ${refusal}`);
	if (leftOut.length > 0) engine.notify.hint(`Not used: ${leftOut.join('; ')}`);
	return request.output === 'customers' ? showCustomers(discovery, request) : await showSegments(engine, discovery);
}

/** Every incoming item as it came, with its segment. */
function showCustomers({ segments, labels }: ItemDiscovery, { rows }: ItemsWanted): Shown[] {
	return rows.map((row, index) => {
		const found = labels[index] < 0 ? undefined : segments[labels[index]];
		const place = found === undefined ? { segment: null, segmentName: 'In no segment' } : { segment: found.segment, segmentName: found.name };
		return { ...toItem({ ...row, ...place }), item: index };
	});
}

async function showSegments(engine: Engine, discovery: ItemDiscovery): Promise<Shown[]> {
	const files = await drawItemDiscovery(engine, discovery);
	return discovery.segments.map((segment, index) => ({
		...toItem({ ...segment, share: rounded(segment.share) }),
		...(index === 0 ? { files } : {}),
	}));
}
