import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failure, type Engine, type LanguageModel, type Outcome } from '../../lib';
import type { AnyOperation, Shown } from './operation';
import { readLanguageModel } from './languageModel';
import { toNodeError } from './toNodeError';
import { withEngine } from './withEngine';

type Request = unknown;

/**
 * The only loop over items. It reads all items before anything is done, so that without "continue on
 * fail" one bad item stops the batch before anything is sent; runs once; returns new items, paired.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operations: readonly AnyOperation[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const name = operations.length === 1 ? operations[0].name : (context.getNodeParameter('operation', 0) as string);
	const operation = operations.find((one) => one.name === name);
	if (operation === undefined) {
		throw toNodeError(context.getNode(), new Error(`Operation is "${name}", which this node does not have`));
	}
	const indexes = operation.runs === 'once' ? [0] : items.map((_, index) => index);
	const read = await readRequests(context, operation, indexes);
	const hints: string[] = [];
	const outcomes = await runRequests(context, operation, { read, hints });
	const shown = await showOutcomes(context, operation, { outcomes, itemCount: items.length });
	for (const message of new Set(hints)) {
		context.addExecutionHints({ message, type: 'info', location: 'outputPane' });
	}
	return [shown];
}

async function readRequests(
	context: IExecuteFunctions,
	operation: AnyOperation,
	indexes: readonly number[],
): Promise<Outcome<Request>[]> {
	const read: Outcome<Request>[] = [];
	for (const index of indexes) {
		try {
			read.push({ ok: true, value: await operation.read(context, index) });
		} catch (error) {
			if (!context.continueOnFail()) throw toNodeError(context.getNode(), error, index);
			read.push(failure(error as Error));
		}
	}
	return read;
}

/** One call for all readable requests; a call that throws as a whole fails each of them. */
async function runRequests(
	context: IExecuteFunctions,
	operation: AnyOperation,
	{ read, hints }: { read: readonly Outcome<Request>[]; hints: string[] },
): Promise<Outcome<unknown>[]> {
	const requests = read.filter((one) => one.ok).map((one) => one.value);
	if (requests.length === 0) return [...read];
	let ran: readonly Outcome<unknown>[];
	try {
		const model: LanguageModel | undefined = await readLanguageModel(context);
		const work = async (engine: Engine): Promise<readonly Outcome<unknown>[]> =>
			await operation.run(engine, requests);
		ran = await withEngine(context, { model, hints }, work);
	} catch (error) {
		if (!context.continueOnFail()) throw toNodeError(context.getNode(), error);
		ran = requests.map(() => failure(error as Error));
	}
	let next = 0;
	return read.map((one) => (one.ok ? ran[next++] : one));
}

async function showOutcomes(
	context: IExecuteFunctions,
	operation: AnyOperation,
	{ outcomes, itemCount }: { outcomes: readonly Outcome<unknown>[]; itemCount: number },
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [index, outcome] of outcomes.entries()) {
		const pairedItem =
			operation.runs === 'once'
				? Array.from({ length: itemCount }, (_, item) => ({ item }))
				: { item: index };
		if (!outcome.ok) {
			if (!context.continueOnFail()) throw toNodeError(context.getNode(), outcome.error, index);
			output.push({ json: { error: outcome.error.message }, pairedItem });
			continue;
		}
		for (const shown of operation.show(outcome.value)) {
			const paired = shown.item === undefined ? pairedItem : { item: shown.item };
			output.push({ json: shown.json, ...(await binaryOf(context, shown)), pairedItem: paired });
		}
	}
	return output;
}

async function binaryOf(
	context: IExecuteFunctions,
	shown: Shown,
): Promise<Pick<INodeExecutionData, 'binary'>> {
	if (shown.files === undefined && shown.binary === undefined) return {};
	const binary = { ...shown.binary };
	for (const file of shown.files ?? []) {
		binary[file.field] = await context.helpers.prepareBinaryData(
			Buffer.from(file.bytes),
			file.fileName,
			file.mimeType,
		);
	}
	return { binary };
}
