import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	success,
	understandItems,
	understandTickets,
	type Budget,
	type Engine,
	type Outcome,
	type TicketRequest,
	type UnderstoodItems,
	type UnderstoodTickets,
} from '../../lib';
import { languageModelFields } from '../shared/languageModel';
import type { Operation, Shown } from '../shared/operation';
import { readBudget, tokensField } from './tokensField';
import { readRequiredText, readText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';

interface ItemRequest {
	readonly source: 'items';
	readonly item: IDataObject;
	readonly text: string;
	readonly label?: string;
	readonly learn: 'bundled' | 'labels';
	/** Absent without a language model. */
	readonly budget?: Budget;
}

type Request = ItemRequest | ({ readonly source: 'store' } & TicketRequest);

type Evaluation = UnderstoodItems['namer']['evaluation'];

type Result =
	| { readonly kind: 'store'; readonly tickets: UnderstoodTickets }
	| { readonly kind: 'item'; readonly item: IDataObject; readonly text: UnderstoodItems['texts'][number] }
	| { readonly kind: 'nothing' };

const ofStore = { show: { source: ['store'] } };
const ofItems = { show: { source: ['items'] } };

const fields: readonly INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: 'store',
		description: 'Which texts are read',
		options: [
			{ name: 'Customer Store', value: 'store', description: 'Tickets, chats and comments not read yet; each becomes an event that features read' },
			{ name: 'Input Items', value: 'items', description: 'A text of each incoming item; nothing is stored' },
		],
	},
	{
		displayName: 'Text Properties',
		name: 'textProperties',
		type: 'string',
		default: 'subject, description, body, message, text, comment',
		required: true,
		displayOptions: ofStore,
		description: 'Properties of the events with what the customer wrote, separated by commas; those an event has are read together',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '={{ $json.text }}',
		displayOptions: ofItems,
		description: 'What the customer wrote',
	},
	{
		displayName: 'Learn Topics From',
		name: 'learnFrom',
		type: 'options',
		noDataExpression: true,
		default: 'bundled',
		description: 'How it is known what a text is about',
		options: [
			{ name: 'Bundled Topics', value: 'bundled', description: 'Ten topics of support by their English phrases; needs no labels' },
			{ name: 'Your Labels', value: 'labels', description: 'At least 20 texts of each topic that a person has labelled; tested on texts held back' },
		],
	},
	{
		displayName: 'Label Property',
		name: 'labelProperty',
		type: 'string',
		default: 'topic',
		required: true,
		displayOptions: { show: { source: ['store'], learnFrom: ['labels'] } },
		description: 'Property of the events with the topic a person gave',
	},
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '={{ $json.topic }}',
		displayOptions: { show: { source: ['items'], learnFrom: ['labels'] } },
		description: 'Topic a person gave; empty for texts whose topic is to be named',
	},
	...languageModelFields,
	tokensField({ languageModel: ['anthropic', 'chatModel', 'openAi'] }),
];

/** Says what support texts are about and in which mood they were written. */
export const understandTextOperation: Operation<Request, Result> = {
	name: 'understandText',
	label: 'Understand Support Text',
	action: 'Understand support text',
	description: 'Name topic and mood of tickets and comments, by rules or with a language model, and make features of them',
	runs: 'perItem',
	fields,
	read: (context, item) => (context.getNodeParameter('source', item) === 'items' ? readItem(context, item) : readTickets(context, item)),
	run: async (engine, requests) => {
		const [first] = requests;
		return first.source === 'store' ? await runStore(engine, first, requests.length) : await runItems(engine, requests as readonly ItemRequest[]);
	},
	show,
};

function readItem(context: IExecuteFunctions, item: number): ItemRequest {
	const learn = readLearnFrom(context, item);
	const label = learn === 'labels' ? readText(context, 'label', item) : '';
	return {
		source: 'items',
		item: context.getInputData()[item].json,
		text: readText(context, 'text', item),
		...(label === '' ? {} : { label }),
		learn,
		...readModelBudget(context, item),
	};
}

function readTickets(context: IExecuteFunctions, item: number): Request {
	const textProperties = readText(context, 'textProperties', item)
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
	const common = { source: 'store', textProperties, ...readModelBudget(context, item) } as const;
	if (readLearnFrom(context, item) === 'bundled') return common;
	const labelProperty = readRequiredText(context, { name: 'labelProperty', label: 'Label Property' }, item);
	return { ...common, labelProperty };
}

function readModelBudget(context: IExecuteFunctions, item: number): { readonly budget?: Budget } {
	return context.getNodeParameter('languageModel', item, 'none') === 'none' ? {} : { budget: readBudget(context, item) };
}

function readLearnFrom(context: IExecuteFunctions, item: number): 'bundled' | 'labels' {
	return context.getNodeParameter('learnFrom', item) === 'labels' ? 'labels' : 'bundled';
}

/** The store is read once, however many items came in. */
async function runStore(engine: Engine, request: TicketRequest, count: number): Promise<Outcome<Result>[]> {
	const tickets = await understandTickets(engine, request);
	return Array.from({ length: count }, (_, index) => success<Result>(index === 0 ? { kind: 'store', tickets } : { kind: 'nothing' }));
}

async function runItems(engine: Engine, requests: readonly ItemRequest[]): Promise<Outcome<Result>[]> {
	const { texts, namer } = await understandItems(engine, requests, { learn: requests[0].learn, budget: requests[0].budget });
	if (namer.evaluation !== undefined) engine.notify.hint(describe(namer.evaluation));
	return requests.map(({ item }, index) => success({ kind: 'item', item, text: texts[index] }));
}

function describe(evaluation: NonNullable<Evaluation>): string {
	const [accuracy, low, high, commonest] = [evaluation.accuracy, evaluation.low, evaluation.high, evaluation.accuracyOfCommonest].map(
		(share) => `${rounded(100 * share, 1)} %`,
	);
	return `Topics were learnt from ${evaluation.learntFrom} labelled texts and named right in ${accuracy} of ${evaluation.texts} held back (95 % interval ${low} to ${high}); always naming the most frequent would reach ${commonest}`;
}

function show(result: Result): readonly Shown[] {
	if (result.kind === 'nothing') return [];
	if (result.kind === 'item') {
		const { confidence, ...text } = result.text;
		return [toItem({ ...result.item, ...text, confidence: confidence === null ? null : rounded(confidence) })];
	}
	const { evaluation, ...tickets } = result.tickets;
	return [toItem({ ...tickets, ...(evaluation === undefined ? {} : { evaluation: showEvaluation(evaluation) }) })];
}

function showEvaluation({ accuracy, low, high, accuracyOfCommonest, ...counts }: NonNullable<Evaluation>) {
	return { ...counts, accuracy: rounded(accuracy), low: rounded(low), high: rounded(high), accuracyOfCommonest: rounded(accuracyOfCommonest) };
}
