import type { IExecuteFunctions } from 'n8n-workflow';
import type { DiscoverRequest } from '../../lib';
import { readNumber } from '../shared/readParameters';

/** The number asked for, or the range to choose from. `options` is the collection that holds the ends of the range. */
export function readClusters(
	context: IExecuteFunctions,
	item: number,
	range: { readonly options: string; readonly low: number; readonly high: number },
): DiscoverRequest['clusters'] {
	const bounds = { low: 2, high: 30 };
	if (context.getNodeParameter('clustersFrom', item, 'auto') === 'fixed') {
		const clusters = readNumber(context, { name: 'clusters', label: 'Segments', ...bounds }, item);
		return { low: clusters, high: clusters };
	}
	const least = { name: `${range.options}.low`, label: 'Fewest Segments to Try', ...bounds, fallback: range.low };
	const low = readNumber(context, least, item);
	const most = { name: `${range.options}.high`, label: 'Most Segments to Try', low, high: 30, fallback: Math.max(low, range.high) };
	return { low, high: readNumber(context, most, item) };
}

/** Names separated by commas, without empty ones. */
export function readNames(text: string): string[] {
	return text
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
