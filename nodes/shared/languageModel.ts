import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeProperties,
} from 'n8n-workflow';
import { openAnthropic, openChatModel, openOpenAi, type ChatModel, type LanguageModel } from '../../lib';
import { readText } from './readParameters';
import { requestOf } from './request';
import { storeCredentials } from './storeCredentials';

/** Who writes: nobody (rules and templates), a vendor through its SDK, or n8n's Model input. */
export const languageModelFields: readonly INodeProperties[] = [
	{
		displayName: 'Language Model',
		name: 'languageModel',
		type: 'options',
		noDataExpression: true,
		default: 'none',
		description: 'Whether a language model helps; without one, rules and templates do the work',
		options: [
			{ name: 'Anthropic', value: 'anthropic', description: "Claude, with this package's own credential" },
			{ name: 'Connected Model', value: 'chatModel', description: "Any model n8n knows, connected to the 'Model' input" },
			{ name: 'None', value: 'none', description: 'Rules and templates: no key, no cost' },
			{ name: 'OpenAI', value: 'openAi', description: "OpenAI, with this package's own credential" },
		],
	},
	{
		displayName: 'Model ID',
		name: 'modelId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. claude-opus-5-5 or gpt-5.5',
		displayOptions: { show: { languageModel: ['anthropic', 'openAi'] } },
		description: "Name of the model as the vendor's documentation writes it",
	},
];

/** The store and, where one is chosen, the vendor of the language model. */
export const languageModelCredentials: INodeCredentialDescription[] = [
	...storeCredentials,
	{
		name: 'cohortsAnthropicApi',
		required: true,
		displayOptions: { show: { languageModel: ['anthropic'] } },
	},
	{
		name: 'cohortsOpenAiApi',
		required: true,
		displayOptions: { show: { languageModel: ['openAi'] } },
	},
];

/** Inputs of a node that may use a model: the Model input appears only when it is chosen. */
export const languageModelInputs: `={{${string}}}` = `={{ $parameter["languageModel"] === "chatModel" ? [{ "type": "${NodeConnectionTypes.Main}" }, { "type": "${NodeConnectionTypes.AiLanguageModel}", "displayName": "Model", "maxConnections": 1, "required": true }] : [{ "type": "${NodeConnectionTypes.Main}" }] }}`;

/** The model a node run may use; undefined for none. */
export async function readLanguageModel(context: IExecuteFunctions): Promise<LanguageModel | undefined> {
	const choice = context.getNodeParameter('languageModel', 0, 'none') as string;
	if (choice === 'chatModel') {
		const connected = await context.getInputConnectionData(NodeConnectionTypes.AiLanguageModel, 0);
		return openChatModel(connected as ChatModel);
	}
	if (choice !== 'anthropic' && choice !== 'openAi') return undefined;
	const credential = await context.getCredentials<{ apiKey: string; url?: string }>(
		choice === 'anthropic' ? 'cohortsAnthropicApi' : 'cohortsOpenAiApi',
	);
	const access = {
		apiKey: credential.apiKey,
		...(credential.url ? { baseUrl: credential.url } : {}),
		model: readText(context, 'modelId', 0),
		request: requestOf(context, context.getExecutionCancelSignal()),
	};
	return choice === 'anthropic' ? openAnthropic(access) : openOpenAi(access);
}
