import type { IExecuteFunctions } from 'n8n-workflow';
import { discoverSegments, drawDiscovery, success, type Discovery, type DiscoverRequest } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation, Shown, ShownFile } from '../shared/operation';
import { readNumber, optionsOf } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

interface Found {
	readonly discovery: Discovery;
	readonly plots: readonly ShownFile[];
}

/** Finds groups of customers that behave alike; one item a segment, with a map and how the number was chosen. */
export const discoverOperation: Operation<DiscoverRequest & { readonly assumed: boolean }, Found> = {
	name: 'discover',
	label: 'Discover',
	action: 'Discover segments',
	description: 'Find groups of customers that behave alike, with k-means; the number of groups is chosen for you',
	runs: 'once',
	fields: [
		referenceField({
			key: 'snapshot',
			label: 'Snapshot',
			searchMethod: 'searchSnapshots',
			description: 'Features to group customers by, made by Customer Features',
		}),
		{
			displayName: 'Number of Segments',
			name: 'clustersFrom',
			type: 'options',
			default: 'auto',
			options: [
				{ name: 'Choose for Me', value: 'auto', description: 'Try several numbers and keep the most useful one' },
				{ name: 'Exactly', value: 'fixed', description: 'Use the number you give' },
			],
		},
		{
			displayName: 'Segments',
			name: 'clusters',
			type: 'number',
			default: 6,
			typeOptions: { minValue: 2, maxValue: 30 },
			displayOptions: { show: { clustersFrom: ['fixed'] } },
			description: 'How many segments to make',
		},
		{
			displayName: 'Options',
			name: 'discoverOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Features',
					name: 'features',
					type: 'string',
					default: '',
					placeholder: 'e.g. orders, netRevenueCents, activeDaysLast30Days',
					description: 'Names of features to use, separated by commas; empty for all that tell customers apart',
				},
				{
					displayName: 'Fewest Segments to Try',
					name: 'low',
					type: 'number',
					default: 4,
					typeOptions: { minValue: 2, maxValue: 30 },
					description: "Used with 'Choose for Me'",
				},
				{
					displayName: 'Most Segments to Try',
					name: 'high',
					type: 'number',
					default: 10,
					typeOptions: { minValue: 2, maxValue: 30 },
					description: "Used with 'Choose for Me'",
				},
				{
					displayName: 'Seed',
					name: 'seed',
					type: 'number',
					default: 1,
					description: 'The same seed and data give the same segments',
				},
				{
					displayName: 'Smallest Segment',
					name: 'floor',
					type: 'number',
					default: 100,
					typeOptions: { minValue: 1 },
					description: 'Smaller segments are shown here but never published, synced or written to',
				},
			],
		},
	],
	read: (context, item) => {
		const snapshot = readReference(context, item, 'snapshot');
		const option = optionsOf(context, 'discoverOptions', item);
		const features = String(option('features', ''))
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== '');
		return {
			snapshot: snapshot.id,
			assumed: snapshot.assumed,
			clusters: readClusters(context, item),
			floor: readOption(context, { name: 'floor', label: 'Smallest Segment', low: 1, high: 1e9, fallback: 100 }, item),
			seed: readOption(context, { name: 'seed', label: 'Seed', low: -1e9, high: 1e9, fallback: 1 }, item),
			...(features.length === 0 ? {} : { features }),
		};
	},
	run: async (engine, [request]) => {
		const discovery = await discoverSegments(engine, request);
		if (request.assumed) engine.notify.hint(`Used the newest snapshot, ${discovery.snapshot}`);
		engine.notify.hint(discovery.reason);
		return [success({ discovery, plots: await drawDiscovery(engine, discovery) })];
	},
	show: ({ discovery, plots }) => showSegments(discovery, plots),
};

/** The number asked for, or the range to choose from. */
function readClusters(context: IExecuteFunctions, item: number): DiscoverRequest['clusters'] {
	const bounds = { low: 2, high: 30 };
	if (context.getNodeParameter('clustersFrom', item) === 'fixed') {
		const clusters = readNumber(context, { name: 'clusters', label: 'Segments', ...bounds }, item);
		return { low: clusters, high: clusters };
	}
	const low = readOption(context, { name: 'low', label: 'Fewest Segments to Try', ...bounds, fallback: 4 }, item);
	const most = { name: 'high', label: 'Most Segments to Try', low, high: 30, fallback: Math.max(low, 10) };
	return { low, high: readOption(context, most, item) };
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
		}),
		...(index === 0 ? { files: plots } : {}),
	}));
}
