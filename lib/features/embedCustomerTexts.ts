import { InvalidInput, NotEnoughData } from '../core/errors';
import { hashText } from '../core/hash';
import type { Engine } from '../engine';
import { embedTexts, tokensOf } from '../language/embedTexts';
import { costOf, type Budget, type Prices, type Spent } from '../language/openBudget';
import type { Embedder } from '../language/types';
import { sql, valuesTable } from '../sql/sql';
import type { Session } from '../store/types';
import { countTexts, textPage, type TextRow, type TextSelection } from './customerTexts';
import { openHiding } from './openHiding';
import { openWordEmbedder } from './openWordEmbedder';
import { keptContents, keepVectors } from './textVectors';
import { textModelId, type TextModelDetails } from './textModels';
import { textOf } from './textOf';
import type { TextSource } from './textSources';

export interface EmbedRequest {
	readonly sources: readonly TextSource[];
	readonly textProperties: readonly string[];
	/** Absent: hashed words, which need no key. */
	readonly embedder?: Embedder;
	readonly budget?: Budget;
	/** To state what it will cost. */
	readonly prices?: Prices;
}

/** What a run has read; no text and nothing of a single customer. */
export interface EmbeddedCustomerTexts {
	readonly textModel: string;
	readonly embedder: string;
	/** Events read in this run, those without a text included. */
	readonly read: number;
	readonly withoutText: number;
	/** Different texts that became vectors in this run; the others were known. */
	readonly embedded: number;
	/** Events not read yet, because the budget ended. */
	readonly left: number;
	readonly spent?: Spent;
}

const TEXT_PROPERTIES_MAX = 10;

/**
 * Makes vectors of tickets, reviews and searches that were not read yet, equal texts once, and keeps which event has which.
 * Page by page: a run that broke off, or whose budget ended, is continued by the next. Whatever a text holds of who wrote it is
 * hidden before it is read; customers who objected to profiling are left out. NotEnoughData where there is no text at all.
 */
export async function embedCustomerTexts(engine: Engine, request: EmbedRequest): Promise<EmbeddedCustomerTexts> {
	const selection = readSelection(engine, request);
	const reading = await openReading(engine, selection, request);
	const { texts: waiting } = (await engine.store.query<{ texts: number }>(countTexts(selection, reading.model)))[0];
	const counts = { read: 0, withoutText: 0, embedded: 0 };
	let refusal: string | undefined;
	for (let after = ''; refusal === undefined; ) {
		const rows = await engine.store.query<TextRow>(textPage(selection, { model: reading.model, after }));
		if (rows.length === 0) break;
		const page = await readPage(engine, rows);
		if (after === '') statePrice(engine, { reading, page, waiting, request });
		const done = await embedPage(engine, page, reading);
		counts.read += done.read;
		counts.withoutText += done.withoutText;
		counts.embedded += done.embedded;
		refusal = done.refusal;
		engine.notify.progress(`Text: ${counts.read} of ${waiting} read`);
		after = rows[rows.length - 1].event_id;
	}
	const left = waiting - counts.read;
	if (refusal !== undefined) engine.notify.hint(`${left} texts are not read yet: ${refusal}. Run again to go on`);
	const spent = request.budget?.spent();
	return { textModel: reading.model, embedder: reading.embedder.name, ...counts, left: Math.max(0, left), ...(spent && { spent }) };
}

interface Reading {
	readonly model: string;
	readonly embedder: Embedder;
	readonly words?: TextModelDetails['words'];
	readonly budget?: Budget;
}

function readSelection({ store, clock }: Engine, { sources, textProperties }: EmbedRequest): TextSelection {
	const names = [...new Set(textProperties)];
	if (sources.length === 0) throw new InvalidInput('no kind of text is chosen: expected tickets, reviews or searches');
	if (names.length === 0 || names.length > TEXT_PROPERTIES_MAX) {
		throw new InvalidInput(`${names.length} text properties are named: expected 1 to ${TEXT_PROPERTIES_MAX}, such as description`);
	}
	return { sources, textProperties: names, dialect: store.dialect, asOf: clock.now() };
}

async function openReading(engine: Engine, selection: TextSelection, { embedder, budget }: EmbedRequest): Promise<Reading> {
	if (embedder !== undefined) return { model: textModelId(embedder.name), embedder, budget };
	const byWords = await openWordEmbedder(engine, selection);
	if (byWords.words.texts === 0) {
		throw new NotEnoughData(
			`no event has a text in ${selection.textProperties.join(', ')}: import tickets, reviews or searches, or name the properties that hold what customers wrote`,
		);
	}
	return { model: textModelId(byWords.embedder.name), ...byWords };
}

interface ReadText {
	readonly eventId: string;
	readonly text: string;
	/** Hash of the text; empty without one. */
	readonly content: string;
}

async function readPage(engine: Engine, rows: readonly TextRow[]): Promise<ReadText[]> {
	const hide = await openHiding(engine, rows);
	return rows.map((row) => {
		const text = hide(textOf(row), row).trim();
		return { eventId: row.event_id, text, content: text === '' ? '' : hashText(text) };
	});
}

/** Before anything is sent: what it will take, by the first page. */
function statePrice(
	{ notify }: Engine,
	{ reading, page, waiting, request }: { reading: Reading; page: readonly ReadText[]; waiting: number; request: EmbedRequest },
): void {
	if (!reading.embedder.isRemote) return;
	const inputTokens = Math.ceil((tokensOf(page.map(({ text }) => text)) / page.length) * waiting);
	const cost = request.prices === undefined ? '' : `, ${costOf({ inputTokens, outputTokens: 0 }, request.prices).toFixed(4)} at the price given`;
	const sentence = `${waiting} texts for ${reading.embedder.name}: at most about ${inputTokens} tokens${cost}; equal texts count once`;
	notify.progress(`Text: ${sentence}`);
	notify.hint(sentence);
}

async function embedPage(engine: Engine, page: readonly ReadText[], reading: Reading) {
	const byContent = new Map(page.filter(({ content }) => content !== '').map(({ content, text }) => [content, text]));
	const known = await keptContents(engine, reading.model, [...byContent.keys()]);
	const wanted = [...byContent].filter(([content]) => !known.has(content));
	const texts = wanted.map(([, text]) => text);
	const { vectors, refusal } = await embedTexts({ embedder: reading.embedder, budget: reading.budget, signal: engine.signal }, texts);
	const contents = wanted.slice(0, vectors.length).map(([content]) => content);
	const settled = new Set([...known, ...contents, '']);
	const read = page.filter(({ content }) => settled.has(content));
	await engine.store.transaction(async (session) => {
		await keepVectors(engine, session, { model: reading.model, embedder: reading.embedder.name, words: reading.words, contents, vectors });
		await keepEvents(session, reading.model, read);
	});
	return { read: read.length, withoutText: read.filter(({ content }) => content === '').length, embedded: contents.length, refusal };
}

/** Rows of a statement. */
const EVENTS_AT_ONCE = 1_000;

async function keepEvents(session: Session, model: string, read: readonly ReadText[]): Promise<void> {
	for (let start = 0; start < read.length; start += EVENTS_AT_ONCE) {
		const rows = read.slice(start, start + EVENTS_AT_ONCE).map(({ eventId, content }) => [eventId, content]);
		await session.execute(sql`
			insert into text_events (model, event_id, content)
			select ${model}, listed_id, listed_content from ${valuesTable(['listed_id', 'listed_content'], rows)} texts`);
	}
}
