import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import {
	chooseOffers,
	defaultAssumptions,
	defaultOffers,
	findResponseScore,
	offerPolicies,
	parseOffers,
	resolveAsOf,
	toIso,
	type AsOf,
	type Offer,
	type OfferDecision,
	type OfferRequest,
	type Outcome,
} from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import { customerIdField } from '../shared/fields/customerIdField';
import type { Operation } from '../shared/operation';
import { optionsOf, readRequiredText, readText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

interface Request extends Omit<OfferRequest, 'asOf'> {
	readonly asOf: AsOf;
	readonly chanceFrom: 'latest' | 'column' | 'assumption';
	readonly item: IDataObject;
}

interface Decided {
	readonly item: IDataObject;
	readonly decision: OfferDecision;
}

const fields: readonly INodeProperties[] = [
	customerIdField,
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: 'weekly',
		required: true,
		placeholder: 'e.g. spring win-back',
		description: 'What the decision belongs to; asked again on the same day, the same offer is answered',
	},
	{
		displayName: 'Offers',
		name: 'offersFrom',
		type: 'options',
		default: 'default',
		options: [
			{
				name: 'Starter Offers',
				value: 'default',
				description: 'No offer, 10 % win-back, free shipping, early access: works on the first run',
			},
			{ name: 'Your Own', value: 'own', description: 'Offers you write down as JSON' },
		],
	},
	{
		displayName: 'Your Offers',
		name: 'offers',
		type: 'json',
		default: JSON.stringify(defaultOffers, null, 2),
		required: true,
		typeOptions: { rows: 12 },
		displayOptions: { show: { offersFrom: ['own'] } },
		description: 'A list of offers; money is in cents, discounts only go down from the list price',
	},
	{
		displayName: 'Chance of Buying',
		name: 'chanceFrom',
		type: 'options',
		default: 'latest',
		options: [
			{ name: 'A Column of the Snapshot', value: 'column', description: 'A score or feature you name' },
			{ name: 'An Assumption', value: 'assumption', description: 'The same base rate for everybody' },
			{ name: 'Newest Purchase Score', value: 'latest', description: 'Written by Propensity; without one, an assumption' },
		],
		description: 'Where the chance that a customer buys without an offer comes from',
	},
	{
		displayName: 'Score Column',
		name: 'responseScore',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. propensityOrderCompletedWithin30Days',
		displayOptions: { show: { chanceFrom: ['column'] } },
		description: 'Column of the snapshot with the chance of buying, from 0 to 1',
	},
	...asOfFields,
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to decide without recording the decision',
	},
	{
		displayName: 'Options',
		name: 'offerOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Exploration',
				name: 'exploration',
				type: 'number',
				default: 0.1,
				typeOptions: { minValue: 0.01, maxValue: 1, numberPrecision: 2 },
				description: 'Share of decisions spent on finding out what works, so that the effect can be measured later',
			},
			{
				displayName: 'Gross Margin',
				name: 'grossMargin',
				type: 'number',
				default: 0.4,
				typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
				description: 'Share of a price that remains after the cost of the goods',
			},
			{
				displayName: 'Policy',
				name: 'policy',
				type: 'options',
				default: 'bestExpectedMargin',
				options: offerPolicies.map(({ id, label, description }) => ({ name: label, value: id, description })),
				description: 'How one of the eligible offers is chosen',
			},
			{
				displayName: 'Seed',
				name: 'seed',
				type: 'string',
				default: '1',
				description: 'The same seed gives the same decisions',
			},
		],
	},
];

/** One offer, or none, for each customer, recorded with the probability it was chosen with. */
export const chooseOperation: Operation<Request, Decided> = {
	name: 'choose',
	label: 'Choose Offer',
	action: 'Choose an offer for each customer',
	description: 'Choose the best offer a customer may get, within consent, budget, margin and frequency',
	runs: 'perItem',
	fields,
	read: (context, item) => {
		const option = optionsOf(context, 'offerOptions', item);
		const chanceFrom = context.getNodeParameter('chanceFrom', item) as Request['chanceFrom'];
		const score = chanceFrom === 'column' ? readText(context, 'responseScore', item) : '';
		return {
			customerId: readRequiredText(context, { name: 'customerId', label: 'Customer ID' }, item),
			campaign: readRequiredText(context, { name: 'campaign', label: 'Campaign' }, item),
			offers: readOffers(context, item),
			policy: option('policy', offerPolicies[0].id as string),
			exploration: option('exploration', 0.1),
			assumptions: { ...defaultAssumptions, grossMargin: option('grossMargin', defaultAssumptions.grossMargin) },
			asOf: readAsOf(context, item),
			dryRun: context.getNodeParameter('dryRun', item) === true,
			seed: String(option('seed', '1')),
			chanceFrom,
			...(score === '' ? {} : { responseScore: score }),
			item: context.getInputData()[item].json,
		};
	},
	run: async (engine, requests) => {
		const instants = new Map<string, number>();
		const ready: OfferRequest[] = [];
		const newest = requests.some(({ chanceFrom }) => chanceFrom === 'latest')
			? await findResponseScore(engine)
			: undefined;
		for (const { item: _item, asOf, chanceFrom, ...request } of requests) {
			const key = JSON.stringify(asOf);
			if (!instants.has(key)) instants.set(key, await resolveAsOf(engine, asOf));
			const score = chanceFrom === 'latest' && newest !== undefined ? { responseScore: newest } : {};
			ready.push({ ...request, ...score, asOf: instants.get(key) ?? 0 });
		}
		const outcomes = await chooseOffers(engine, ready);
		return outcomes.map((outcome, index): Outcome<Decided> =>
			outcome.ok
				? { ok: true, value: { item: requests[index].item, decision: outcome.value } }
				: outcome,
		);
	},
	show: ({ item, decision }) => [toItem({ ...item, ...showDecision(decision) })],
};

const parsedOffers = new Map<string, readonly Offer[]>();

/** Items of one batch share the list itself, so that it is checked once. */
function readOffers(context: IExecuteFunctions, item: number): readonly Offer[] {
	if (context.getNodeParameter('offersFrom', item) === 'default') return defaultOffers;
	const value = context.getNodeParameter('offers', item);
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	const known = parsedOffers.get(text);
	if (known !== undefined) return known;
	const offers = parseOffers(parseJson(context, text, item));
	parsedOffers.clear();
	parsedOffers.set(text, offers);
	return offers;
}

function parseJson(context: IExecuteFunctions, text: string, item: number): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw new NodeOperationError(context.getNode(), "'Your Offers' is not JSON", {
			itemIndex: item,
			description: 'Expected a list of offers such as the starter offers shown when the field is empty.',
		});
	}
}

function showDecision(decision: OfferDecision): Record<string, unknown> {
	const { offer } = decision;
	const chosen = decision.considered.find(({ offerId }) => offerId === offer?.id);
	return {
		customerId: decision.customerId,
		offer:
			offer === null || offer.kind === 'none'
				? null
				: {
						id: offer.id,
						name: offer.name,
						description: offer.description,
						discountPercent: offer.discountPercent,
						...(offer.code === undefined ? {} : { code: offer.code }),
						...(offer.endsAt === undefined ? {} : { expires: toIso(offer.endsAt) }),
					},
		offerDecision: {
			id: decision.decisionId,
			state: decision.state,
			probability: rounded(decision.probability),
			reason: decision.reason,
			chanceOfBuying: chosen === undefined ? null : rounded(chosen.response),
			expectedMargin:
				decision.expectedMarginCents === null ? null : Math.round(decision.expectedMarginCents) / 100,
			considered: decision.considered.map(({ name, probability }) => ({ name, probability: rounded(probability) })),
			rejected: decision.rejected.map(({ name, reason }) => ({ name, reason })),
		},
	};
}
