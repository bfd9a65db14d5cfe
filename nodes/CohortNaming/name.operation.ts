import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { nameSegments, openBudget, type CohortName, type NameSegmentsOptions, type Outcome } from '../../lib';
import { languageModelFields } from '../shared/languageModel';
import type { Operation } from '../shared/operation';
import { optionsOf } from '../shared/readParameters';
import { toItem } from '../shared/toItems';

interface Request {
	readonly item: IDataObject;
	readonly binary: IBinaryKeyData | undefined;
	readonly options: NameSegmentsOptions;
}

interface Named {
	readonly request: Request;
	readonly name: CohortName;
}

/** A name, a description and a suggested action for each segment; all segments of a run are named together. */
export const nameOperation: Operation<Request, Named> = {
	name: 'name',
	label: 'Name Segments',
	action: 'Name segments',
	description: 'Give each segment a name, a description and a suggested action that people understand',
	runs: 'perItem',
	fields: [
		...languageModelFields,
		{
			displayName: 'Options',
			name: 'namingOptions',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Currency',
					name: 'currency',
					type: 'string',
					default: 'EUR',
					placeholder: 'e.g. EUR',
					description: 'Currency of the amounts in descriptions',
				},
				{
					displayName: 'Most Tokens',
					name: 'tokensMax',
					type: 'number',
					default: 50000,
					typeOptions: { minValue: 1 },
					description: 'Most tokens a run may use, input and output together; the rest is named by rules',
				},
				{
					displayName: 'Name Again',
					name: 'again',
					type: 'boolean',
					default: false,
					description: 'Whether to give new names also to segments that have one; otherwise people keep the names they know',
				},
			],
		},
	],
	read: (context, item) => {
		const { json, binary } = context.getInputData()[item];
		const currency = optionsOf(context, 'namingOptions', item)('currency', '');
		const tokensMax = optionsOf(context, 'namingOptions', item)('tokensMax', 50_000);
		return {
			item: json,
			binary,
			options: {
				...(currency === '' ? {} : { currency }),
				budget: openBudget({ tokensMax }),
				again: optionsOf(context, 'namingOptions', item)('again', false),
			},
		};
	},
	run: async (engine, requests) => {
		const outcomes = await nameSegments(engine, requests.map(({ item }) => item), requests[0].options);
		return outcomes.map((outcome, index): Outcome<Named> =>
			outcome.ok ? { ok: true, value: { request: requests[index], name: outcome.value } } : outcome,
		);
	},
	show: ({ request, name: { claims: _claims, ...name } }) => [
		{
			...toItem({ ...request.item, ...name }),
			...(request.binary === undefined ? {} : { binary: request.binary }),
		},
	],
};
