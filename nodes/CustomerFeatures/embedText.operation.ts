import { NodeConnectionTypes, type IExecuteFunctions } from 'n8n-workflow';
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
import { DIMENSIONS, embedFields } from './embedFields';
import { readBudget } from './tokensField';

interface Request {
	readonly sources: readonly TextSource[];
	readonly textProperties: readonly string[];
	readonly embedder?: Embedder;
	readonly budget?: Budget;
	readonly prices?: Prices;
}

/** Makes vectors of what customers wrote. */
export const embedTextOperation: Operation<Request, EmbeddedCustomerTexts> = {
	name: 'embedText',
	label: 'Embed Text',
	action: 'Embed texts of customers',
	description: 'Turn new tickets, reviews and searches into vectors, for Customer Vector and look-alikes',
	runs: 'once',
	fields: embedFields,
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
