import type { IExecuteFunctions } from 'n8n-workflow';
import { discoverSegments, drawDiscovery, success, type Discovery, type DiscoverRequest, type PresentSegments } from '../../lib';
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
			displayName: 'When There Are Segments',
			name: 'present',
			type: 'options',
			default: 'lookAgain',
			description: 'What happens to the segments customers are in already. IDs and names go on where a segment is the same people or the same behaviour.',
			options: [
				{ name: 'Keep Them for Some Days', value: 'keepForDays', description: 'Only reassign customers by the present borders; look again when those are older' },
				{ name: 'Keep Them, Only Reassign', value: 'keep', description: 'Assign everybody by the present borders, for every night' },
				{ name: 'Look Again', value: 'lookAgain', description: 'Find segments anew; borders that are no better leave the present ones as they are' },
				{ name: 'Redraw', value: 'redraw', description: 'Use the segments found anew in any case' },
			],
		},
		{
			displayName: 'Keep for Days',
			name: 'keepDays',
			type: 'number',
			default: 28,
			typeOptions: { minValue: 1 },
			displayOptions: { show: { present: ['keepForDays'] } },
			description: 'How many days borders are kept before segments are looked for again',
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
					displayName: 'Publish Weak Segments',
					name: 'insists',
					type: 'boolean',
					default: false,
					description: 'Whether to publish segments also when they do not come back reliably, or are no more than chance',
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
				{
					displayName: 'Too Small Segments',
					name: 'small',
					type: 'options',
					default: 'withhold',
					description: "What becomes of a segment below 'Smallest Segment'",
					options: [
						{ name: 'Add to the Nearest', value: 'merge', description: 'Its customers become part of the segment most like theirs' },
						{ name: 'Withhold', value: 'withhold', description: 'It is shown here and never published' },
					],
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
			insists: option('insists', false),
			small: option<'merge' | 'withhold'>('small', 'withhold'),
			present: readPresent(context, item),
			seed: readOption(context, { name: 'seed', label: 'Seed', low: -1e9, high: 1e9, fallback: 1 }, item),
			...(features.length === 0 ? {} : { features }),
		};
	},
	run: async (engine, [request]) => {
		const discovery = await discoverSegments(engine, request);
		if (request.assumed) engine.notify.hint(`Used the newest snapshot, ${discovery.snapshot}`);
		for (const hint of hintsOf(discovery)) engine.notify.hint(hint);
		return [success({ discovery, plots: await drawDiscovery(engine, discovery) })];
	},
	show: ({ discovery, plots }) => showSegments(discovery, plots),
};

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
			published: discovery.published && segment.withheld === undefined,
			...(index === 0 && discovery.changed.length > 0 ? { changed: discovery.changed } : {}),
		}),
		...(index === 0 ? { files: plots } : {}),
	}));
}
