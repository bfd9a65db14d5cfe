import { setImmediate as nextTurn } from 'node:timers/promises';
import { ServiceUnavailable } from '../core/errors';
import type { Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import type { AnswerCache } from '../language/askModel';
import { openBudget, type Budget } from '../language/openBudget';
import { readBrief } from './readBrief';
import type { Message, MessageBrief } from './types';
import { openTemplates, writeFromTemplate, type OwnTemplates, type Templates } from './writeFromTemplate';
import { writeWithModel } from './writeWithModel';

export interface WriteMessagesOptions {
	/** The owner's own wording; with a model connected it is what is fallen back to. */
	readonly templates?: OwnTemplates;
	/** `model` when one is connected, unless told otherwise. */
	readonly writer?: 'model' | 'template';
	readonly budget?: Budget;
	readonly cache?: AnswerCache;
	/** When the model's service is away: write from the template (and say so), or stop with ServiceUnavailable. */
	readonly whenUnavailable?: 'useTemplate' | 'stop';
	/** Messages written at the same time; 5 unless given. */
	readonly batchSize?: number;
}

/** What writing needs of the engine. */
export type WritingEngine = Pick<Engine, 'model' | 'clock' | 'notify' | 'signal'>;

/** After so many failures in a row the service is taken to be away for the rest of the run. */
const FAILURES_MAX = 3;

const MESSAGES_PER_NOTICE = 100;

/**
 * One e-mail for each brief, in order: by the language model where every statement it makes is found in the
 * brief, from a template otherwise; each says which and why. A mistake in an own template throws InvalidInput
 * with its line, a refused key SetupNeeded; a wrong brief fails alone.
 */
export async function writeMessages(
	engine: WritingEngine,
	briefs: readonly unknown[],
	options: WriteMessagesOptions = {},
): Promise<Outcome<Message>[]> {
	const run = openRun(engine, options);
	const now = engine.clock.now();
	const outcomes: Outcome<Message>[] = new Array(briefs.length);
	let next = 0;
	const work = async (): Promise<void> => {
		while (next < briefs.length) {
			const index = next;
			next += 1;
			const brief = readBrief(briefs[index], now);
			outcomes[index] = brief.ok ? await writeMessage(run, brief.value) : brief;
			await pause(engine, { written: index + 1, total: briefs.length });
		}
	};
	await Promise.all(Array.from({ length: options.batchSize ?? 5 }, work));
	tell(engine, outcomes);
	return outcomes;
}

interface Run {
	readonly engine: WritingEngine;
	readonly options: WriteMessagesOptions;
	readonly budget: Budget;
	readonly templatesFor: (purpose: MessageBrief['purpose']) => Templates;
	/** Failures of the service in a row, and what the last one said. */
	readonly service: { failures: number; why: string };
}

function openRun(engine: WritingEngine, options: WriteMessagesOptions): Run {
	return {
		engine,
		options,
		budget: options.budget ?? openBudget(),
		templatesFor: openTemplates(options.templates),
		service: { failures: 0, why: '' },
	};
}

async function writeMessage(run: Run, brief: MessageBrief): Promise<Outcome<Message>> {
	const templates = run.templatesFor(brief.purpose);
	const tried = await tryModel(run, brief);
	return typeof tried === 'string' ? writeFromTemplate(brief, templates, tried) : tried;
}

/** The model's message, or why a template must do. */
async function tryModel(run: Run, brief: MessageBrief): Promise<Outcome<Message> | string> {
	const { engine, options, service } = run;
	if (!engine.model) return 'no language model is connected';
	if (options.writer === 'template') return 'a template was asked for';
	if (service.failures >= FAILURES_MAX) return service.why;
	const asking = { model: engine.model, budget: run.budget, cache: options.cache, signal: engine.signal };
	try {
		const written = await writeWithModel(asking, brief);
		service.failures = 0;
		return written.ok ? written : written.error.message;
	} catch (error) {
		if (!(error instanceof ServiceUnavailable) || options.whenUnavailable === 'stop') throw error;
		service.failures += 1;
		service.why = error.message;
		return error.message;
	}
}

/** Rendering takes a millisecond or two; the editor and the webhooks get their turn after each message. */
async function pause(
	engine: WritingEngine,
	{ written, total }: { readonly written: number; readonly total: number },
): Promise<void> {
	engine.signal?.throwIfAborted();
	if (written % MESSAGES_PER_NOTICE === 0) engine.notify.progress(`Writing e-mails: ${written} of ${total}`);
	await nextTurn();
}

/** One hint for each reason, with how many messages it is about. */
function tell(engine: WritingEngine, outcomes: readonly Outcome<Message>[]): void {
	const counts = new Map<string, number>();
	for (const outcome of outcomes) {
		if (!outcome.ok || outcome.value.usage !== undefined) continue;
		counts.set(outcome.value.reason, (counts.get(outcome.value.reason) ?? 0) + 1);
	}
	const reasons = [...counts].sort(([, left], [, right]) => right - left).slice(0, 3);
	for (const [reason, count] of reasons) {
		engine.notify.hint(`${count === 1 ? '1 e-mail was' : `${count} e-mails were`} written from a template: ${reason}.`);
	}
}
