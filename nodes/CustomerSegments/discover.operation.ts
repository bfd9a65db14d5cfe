import type { IExecuteFunctions } from 'n8n-workflow';
import {
	discoverSegments,
	drawDiscovery,
	segmentMethods,
	success,
	type Discovery,
	type DiscoverRequest,
	type Engine,
	type PresentSegments,
} from '../../lib';
import { readReference } from '../shared/fields/referenceField';
import type { Operation, Shown, ShownFile } from '../shared/operation';
import { readNumber, optionsOf } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';
import { discoverFields } from './discoverFields';
import { readItems, runItems, type ItemsWanted } from './discoverItems';
import { readClusters, readNames } from './readClusters';

type Request = (DiscoverRequest & { readonly source: 'store'; readonly assumed: boolean }) | ItemsWanted;

/** Finds groups of customers that behave alike; one item a segment, with a map and how the number was chosen. */
export const discoverOperation: Operation<Request, readonly Shown[]> = {
	name: 'discover',
	label: 'Discover',
	action: 'Discover segments',
	description: 'Find groups of customers that behave alike, in the customer store or in the rows of a spreadsheet; how many is chosen for you',
	runs: 'once',
	fields: discoverFields,
	read: (context, item) =>
		context.getNodeParameter('source', item, 'store') === 'items' ? readItems(context, item) : readStore(context, item),
	run: async (engine, [request]) => [
		success(request.source === 'items' ? await runItems(engine, request) : await runStore(engine, request)),
	],
	show: (shown) => shown,
};

function readStore(context: IExecuteFunctions, item: number): Request {
	const snapshot = readReference(context, item, 'snapshot');
	const option = optionsOf(context, 'discoverOptions', item);
	const features = readNames(String(option('features', '')));
	return {
		source: 'store',
		snapshot: snapshot.id,
		assumed: snapshot.assumed,
		method: String(context.getNodeParameter('method', item, segmentMethods[0].method)),
		clusters: readClusters(context, item, { options: 'discoverOptions', low: 4, high: 10 }),
		floor: readOption(context, { name: 'floor', label: 'Smallest Segment', low: 1, high: 1e9, fallback: 100 }, item),
		insists: option('insists', false),
		small: option<'merge' | 'withhold'>('small', 'withhold'),
		present: readPresent(context, item),
		seed: readOption(context, { name: 'seed', label: 'Seed', low: -1e9, high: 1e9, fallback: 1 }, item),
		...(features.length === 0 ? {} : { features }),
	};
}

async function runStore(engine: Engine, request: Extract<Request, { source: 'store' }>): Promise<Shown[]> {
	const discovery = await discoverSegments(engine, request);
	if (request.assumed) engine.notify.hint(`Used the newest snapshot, ${discovery.snapshot}`);
	for (const hint of hintsOf(discovery)) engine.notify.hint(hint);
	return showSegments(discovery, await drawDiscovery(engine, discovery));
}

function hintsOf({ published, reason, notes, changed, segments }: Discovery): string[] {
	if (published) return [reason, ...notes, ...changed];
	const [{ withheld = '' }] = segments;
	return [
		reason,
		`No segments were published: ${withheld}. What was there before stays as it is; to publish these all the same, set 'Publish Weak Segments'`,
	];
}

function readPresent(context: IExecuteFunctions, item: number): PresentSegments {
	const mode = context.getNodeParameter('present', item, 'lookAgain') as PresentSegments['mode'];
	if (mode !== 'keepForDays') return { mode };
	return { mode, days: readNumber(context, { name: 'keepDays', label: 'Keep for Days', low: 1, high: 3_650 }, item) };
}

function readOption(context: IExecuteFunctions, field: Parameters<typeof readNumber>[1], item: number): number {
	return readNumber(context, { ...field, name: `discoverOptions.${field.name}` }, item);
}

/** One item a segment, largest first; the pictures hang on the first. */
function showSegments(discovery: Discovery, plots: readonly ShownFile[]): Shown[] {
	return discovery.segments.map((segment, index) => ({
		...toItem({
			...segment,
			share: rounded(segment.share),
			revenueShare: segment.revenueShare === null ? null : rounded(segment.revenueShare),
			snapshot: discovery.snapshot,
			published: discovery.published && segment.withheld === undefined,
			...(index === 0 && discovery.changed.length > 0 ? { changed: discovery.changed } : {}),
		}),
		...(index === 0 ? { files: plots } : {}),
	}));
}
