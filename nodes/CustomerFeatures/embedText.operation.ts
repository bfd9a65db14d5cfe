import { NodeConnectionTypes, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import {
	embedCustomerTexts,
	openEmbeddings,
	openOpenAiEmbedder,
	success,
	textSources,
	type Budget,
	type EmbeddedCustomerTexts,
	type Embedder,
	type Embeddings,
	type Prices,
	type TextSource,
} from '../../lib';
import type { Operation } from '../shared/operation';
import { optionsOf, readNumber, readText } from '../shared/readParameters';
import { requestOf } from '../shared/request';
import { toItem } from '../shared/toItems';
import { readBudget, tokensField } from './tokensField';

interface Request {
	readonly sources: readonly TextSource[];
	readonly textProperties: readonly string[];
	readonly embedder?: Embedder;
	readonly budget?: Budget;
	readonly prices?: Prices;
}

const DIMENSIONS = 256;

/** Named as the field of a language model is: n8n shows a credential by the value of one field alone. */
const vectorsFrom: INodeProperties = {
	displayName: 'Vectors From',
	name: 'languageModel',
	type: 'options',
	noDataExpression: true,
	default: 'none',
	description: 'What turns a text into numbers',
	options: [
		{ name: 'Connected Embeddings', value: 'embeddings', description: "Any embeddings n8n knows, connected to the 'Embeddings' input" },
		{ name: 'OpenAI', value: 'openAi', description: "OpenAI's embeddings, with this package's own credential" },
		{ name: 'Words', value: 'none', description: 'Weighted words: no key, no cost, nothing leaves; knows words, not their meaning' },
	],
};

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Texts',
		name: 'sources',
		type: 'multiOptions',
		default: ['tickets', 'reviews', 'searches'],
		required: true,
		description: 'Which texts are read; each once, by every run those that are new',
		options: [
			{ name: 'Reviews and Survey Comments', value: 'reviews' },
			{ name: 'Searches', value: 'searches' },
			{ name: 'Tickets, Chats and Ratings', value: 'tickets' },
		],
	},
	{
		displayName: 'Text Properties',
		name: 'textProperties',
		type: 'string',
		default: 'subject, description, body, message, text, comment, query, search_term',
		required: true,
		description: 'Properties of the events with what the customer wrote, separated by commas; those an event has are read together',
	},
	vectorsFrom,
	{
		displayName: 'Model ID',
		name: 'modelId',
		type: 'string',
		default: 'text-embedding-3-small',
		required: true,
		placeholder: 'e.g. text-embedding-3-small',
		displayOptions: { show: { languageModel: ['openAi'] } },
		description: "Name of the model as the vendor's documentation writes it",
	},
	tokensField({ languageModel: ['openAi', 'embeddings'] }),
	{
		displayName: 'Options',
		name: 'embedOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { languageModel: ['openAi', 'embeddings'] } },
		options: [
			{
				displayName: 'Price per Million Tokens',
				name: 'pricePerMillion',
				type: 'number',
				default: 0,
				typeOptions: { minValue: 0 },
				description: 'As in the price list of the vendor: the cost of a run is then said before it and after it',
			},
			{
				displayName: 'Vector Length',
				name: 'dimensions',
				type: 'number',
				default: DIMENSIONS,
				typeOptions: { minValue: 0 },
				description: 'Numbers OpenAI is asked for; 0 for models that cannot shorten theirs, such as text-embedding-ada-002. At most 256 are kept.',
			},
		],
	},
];

/** Makes vectors of what customers wrote. */
export const embedTextOperation: Operation<Request, EmbeddedCustomerTexts> = {
	name: 'embedText',
	label: 'Embed Text',
	action: 'Embed texts of customers',
	description: 'Turn new tickets, reviews and searches into vectors, for Customer Vector and look-alikes',
	runs: 'once',
	fields,
	read: async (context, item) => {
		const sources = context.getNodeParameter('sources', item) as string[];
		const common = {
			sources: sources.filter((source): source is TextSource => source in textSources),
			textProperties: readText(context, 'textProperties', item)
				.split(',')
				.map((name) => name.trim())
				.filter((name) => name !== ''),
		};
		const embedder = await readEmbedder(context, item);
		return embedder === undefined ? common : { ...common, embedder, ...readSpending(context, item) };
	},
	run: async (engine, [request]) => [success(await embedCustomerTexts(engine, request))],
	show: ({ spent, ...done }) => [toItem({ ...done, ...(spent && { tokens: spent.inputTokens, ...(spent.cost === undefined ? {} : { cost: spent.cost }) }) })],
};

async function readEmbedder(context: IExecuteFunctions, item: number): Promise<Embedder | undefined> {
	const choice = context.getNodeParameter('languageModel', item) as string;
	if (choice === 'embeddings') {
		return openEmbeddings((await context.getInputConnectionData(NodeConnectionTypes.AiEmbedding, item)) as Embeddings);
	}
	if (choice !== 'openAi') return undefined;
	const { apiKey, url } = await context.getCredentials<{ apiKey: string; url?: string }>('cohortsOpenAiApi');
	const dimensions = optionsOf(context, 'embedOptions', item)<number>('dimensions', DIMENSIONS);
	return openOpenAiEmbedder({
		apiKey,
		...(url ? { baseUrl: url } : {}),
		model: readText(context, 'modelId', item),
		request: requestOf(context, context.getExecutionCancelSignal()),
		...(dimensions === 0 ? {} : { dimensions: readNumber(context, { name: 'embedOptions.dimensions', label: 'Vector Length', low: 1, high: 4_096, fallback: DIMENSIONS }, item) }),
	});
}

function readSpending(context: IExecuteFunctions, item: number): { readonly budget: Budget; readonly prices?: Prices } {
	const inputPerMillion = optionsOf(context, 'embedOptions', item)<number>('pricePerMillion', 0);
	const prices = inputPerMillion > 0 ? { inputPerMillion, outputPerMillion: 0 } : undefined;
	return { budget: readBudget(context, item, prices), ...(prices && { prices }) };
}
