import type { INodeProperties } from 'n8n-workflow';
import { tokensField } from './tokensField';

/** Numbers OpenAI is asked for unless told otherwise: as many as are kept. */
export const DIMENSIONS = 256;

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

/** Fields of the operation Embed Text. */
export const embedFields: readonly INodeProperties[] = [
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
