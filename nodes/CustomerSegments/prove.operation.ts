import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInput, proveSegments, success, toIso, type Estimate, type ProofOutcome, type ProofRequest, type SegmentProof } from '../../lib';
import { readReference, referenceField } from '../shared/fields/referenceField';
import type { Operation } from '../shared/operation';
import { readNumber, readText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

/** Whether segments predict what customers do later, as one item. */
export const proveOperation: Operation<ProofRequest, SegmentProof> = {
	name: 'prove',
	label: 'Prove',
	action: 'Prove that segments predict behaviour',
	description: 'Compare how much of what customers did later the segments explain, beside RFM segments and sign-up traits; propose to retire what explains nothing any more',
	runs: 'once',
	fields: [
		referenceField({
			key: 'model',
			label: 'Segments Model',
			searchMethod: 'searchSegmentModels',
			description: 'The segments to be proven; of Discover',
		}),
		{
			displayName: 'Predicts',
			name: 'outcome',
			type: 'options',
			default: 'revenue',
			description: 'What customers may do later',
			options: [
				{ name: 'Conversion', value: 'conversion', description: 'Whether a chosen event happens' },
				{ name: 'Retention', value: 'retention', description: 'Whether customers are active at all' },
				{ name: 'Revenue', value: 'revenue', description: 'How much customers spend, less refunds' },
			],
		},
		{
			displayName: 'Event Names',
			name: 'proofEvents',
			type: 'string',
			default: 'Order Completed',
			required: true,
			displayOptions: { show: { outcome: ['conversion'] } },
			description: 'Events that count as conversion, separated by commas',
		},
		{
			displayName: 'Days After',
			name: 'horizonDays',
			type: 'number',
			default: 30,
			typeOptions: { minValue: 1, maxValue: 365 },
			description: 'How many days after the moment count',
		},
		{
			displayName: 'Options',
			name: 'proofOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Moment',
					name: 'moment',
					type: 'dateTime',
					default: '',
					description: "The moment customers are put into segments for; empty for the latest that has 'Days After' behind it",
				},
				{
					displayName: 'Proofs in a Row',
					name: 'refreshes',
					type: 'number',
					default: 3,
					typeOptions: { minValue: 1, maxValue: 50 },
					description: 'After how many proofs without any difference retirement is proposed',
				},
				{
					displayName: 'Seed',
					name: 'proofSeed',
					type: 'number',
					default: 1,
					description: 'The same seed and data give the same intervals',
				},
			],
		},
	],
	read: (context, item) => {
		const moment = readMoment(context, item);
		const option = (name: string, label: string, bounds: { low: number; high: number; fallback: number }): number =>
			readNumber(context, { name: `proofOptions.${name}`, label, ...bounds }, item);
		return {
			model: readReference(context, item, 'model').id,
			outcome: readOutcome(context, item),
			...(moment === undefined ? {} : { asOf: moment }),
			refreshes: option('refreshes', 'Proofs in a Row', { low: 1, high: 50, fallback: 3 }),
			seed: option('proofSeed', 'Seed', { low: -1e9, high: 1e9, fallback: 1 }),
		};
	},
	run: async (engine, [request]) => {
		const proof = await proveSegments(engine, request);
		for (const sentence of [...proof.sentences, ...proof.retirement.sentences]) engine.notify.hint(sentence);
		return [success(proof)];
	},
	show: (proof) => [toItem(shown(proof))],
};

function readOutcome(context: IExecuteFunctions, item: number): ProofOutcome {
	const kind = context.getNodeParameter('outcome', item) as ProofOutcome['kind'];
	const horizonDays = readNumber(context, { name: 'horizonDays', label: 'Days After', low: 1, high: 365 }, item);
	if (kind !== 'conversion') return { kind, horizonDays };
	const eventNames = readText(context, 'proofEvents', item).split(',').map((name) => name.trim()).filter((name) => name !== '');
	return { kind, horizonDays, eventNames };
}

function readMoment(context: IExecuteFunctions, item: number): number | undefined {
	const given = context.getNodeParameter('proofOptions.moment', item, '') as { toMillis?: () => number } | string;
	if (given === '') return undefined;
	const moment = typeof given === 'string' ? Date.parse(given) : (given.toMillis?.() ?? Number.NaN);
	if (Number.isFinite(moment)) return moment;
	throw new InvalidInput(`'Moment' is "${String(given)}": expected a date such as 2025-03-01`);
}

function shown({ divisions, segments, asOf, retirement, ...rest }: SegmentProof) {
	const estimate = ({ value, interval: [low, high] }: Estimate) => ({ value: rounded(value), from: rounded(low), to: rounded(high) });
	const points = (evidence: SegmentProof['retirement']['model']['evidence']) =>
		evidence.map((point) => ({ asOf: toIso(point.asOf), ...estimate(point) }));
	return {
		...rest,
		asOf: toIso(asOf),
		divisions: divisions.map(({ explained, segmentsMore, ...division }) => ({
			...division,
			explained: estimate(explained),
			...(segmentsMore === undefined ? {} : { segmentsMore: estimate(segmentsMore) }),
		})),
		segments: segments.map(({ difference, mean, othersMean, ...segment }) => ({
			...segment,
			mean: rounded(mean),
			othersMean: rounded(othersMean),
			difference: estimate(difference),
		})),
		retirement: {
			...retirement,
			model: { ...retirement.model, evidence: points(retirement.model.evidence) },
			segments: retirement.segments.map((segment) => ({ ...segment, evidence: points(segment.evidence) })),
		},
	};
}
