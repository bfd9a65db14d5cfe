import { InvalidInput } from '../core/errors';
import { hashText } from '../core/hash';
import type { Engine } from '../engine';
import { ownEvent } from '../events/ownEvent';
import { recordEvents } from '../events/recordEvents';
import type { CustomerEvent } from '../events/types';
import { bundledNamer, LABELLED_MAX, learnTopics, type TopicNamer } from './learnTopics';
import type { Budget, Spent } from '../language/openBudget';
import { moodLimits, sayCounts } from './moodLimits';
import { openHiding } from './openHiding';
import type { ModelReader } from './openModelReader';
import { textOf } from './textOf';
import { countTickets, ticketPage, labelledTickets, type TicketRow, type TicketSelection } from './ticketTexts';
import { readerFor, understandBatch, type ReadText, type TextToUnderstand } from './understandItems';
import { vocabulary } from './vocabulary';

export interface TicketRequest {
	/** Properties that hold what the customer wrote; those a ticket has are read together. */
	readonly textProperties: readonly string[];
	/** Property with what a person says a ticket is about; absent: the bundled taxonomy. */
	readonly labelProperty?: string;
	/** Of the language model, where one is connected. */
	readonly budget?: Budget;
}

/** What a run has read; no text and nothing of a single customer. */
export interface UnderstoodTickets {
	readonly understood: number;
	/** Tickets and comments without a text in the properties named. */
	readonly withoutText: number;
	readonly topics: Readonly<Record<string, number>>;
	/** `none` for texts that are not English. */
	readonly moods: Readonly<Record<'positive' | 'neutral' | 'negative' | 'none', number>>;
	readonly languages: Readonly<Record<string, number>>;
	/** How many were read by rules, and how many by which language model. */
	readonly readBy: Readonly<Record<string, number>>;
	readonly topicsFrom: string;
	readonly spent?: Spent;
	readonly evaluation?: TopicNamer['evaluation'];
	readonly moodLimits: string;
}

const TEXT_PROPERTIES_MAX = 10;

/**
 * Reads tickets, chats and comments of the store that were not read yet, and records of each what it says, as an event of the
 * same customer and the same times: features as of a past moment know it no earlier than the ticket. Page by page; a run that
 * broke off is continued by the next. With a language model, it reads, and rules where it fails; what it gets hides who wrote.
 * Customers who objected to profiling are left out.
 */
export async function understandTickets(engine: Engine, request: TicketRequest): Promise<UnderstoodTickets> {
	const selection = readSelection(engine, request);
	const namer = await namerOf(engine, selection);
	const reader = readerFor(engine, namer, request.budget);
	const tally = openTally();
	for (let after = ''; ; ) {
		const page = await engine.store.query<TicketRow>(ticketPage(selection, after));
		if (page.length === 0) break;
		const items = await itemsOf(engine, page, reader);
		if (after === '') await statePrice(engine, { reader, items, selection });
		const texts = await understandBatch(engine, items, { namer, reader });
		const understood = page.flatMap((row, index) => toEvent(row, texts[index], namer.version));
		await recordEvents(engine, understood);
		texts.forEach(tally.add);
		engine.notify.progress(`Support text: ${tally.read()} messages read`);
		after = page[page.length - 1].event_id;
	}
	const counts = tally.counts();
	sayCounts(engine.notify, { byRules: counts.readBy.rules ?? 0, all: counts.understood }, reader);
	const spent = reader === undefined ? undefined : request.budget?.spent();
	return { ...counts, ...(spent && { spent }), topicsFrom: namer.version, evaluation: namer.evaluation, moodLimits };
}

function readSelection(engine: Engine, { textProperties, labelProperty }: TicketRequest): TicketSelection {
	const names = [...new Set(textProperties)];
	if (names.length === 0 || names.length > TEXT_PROPERTIES_MAX) {
		throw new InvalidInput(`${names.length} text properties are named: expected 1 to ${TEXT_PROPERTIES_MAX}, such as description`);
	}
	return { textProperties: names, labelProperty, dialect: engine.store.dialect, asOf: engine.clock.now() };
}

async function namerOf(engine: Engine, selection: TicketSelection): Promise<TopicNamer> {
	const { labelProperty } = selection;
	if (labelProperty === undefined) return bundledNamer;
	const rows = await engine.store.query<TicketRow>(labelledTickets({ ...selection, labelProperty }, LABELLED_MAX));
	const labelled = rows.map(toText).map(({ text, label }) => ({ text, topic: label ?? '' }));
	return await learnTopics(engine, labelled, `property "${labelProperty}"`);
}

/** With the texts as they may leave, where they do. */
async function itemsOf(engine: Engine, page: readonly TicketRow[], reader: ModelReader | undefined): Promise<TextToUnderstand[]> {
	if (reader === undefined) return page.map(toText);
	const hide = await openHiding(engine, page);
	return page.map((row) => ({ ...toText(row), hidden: hide(textOf(row), row) }));
}

async function statePrice(
	engine: Engine,
	{ reader, items, selection }: { reader: ModelReader | undefined; items: readonly TextToUnderstand[]; selection: TicketSelection },
): Promise<void> {
	if (reader === undefined) return;
	const [{ tickets }] = await engine.store.query<{ tickets: number }>(countTickets(selection));
	reader.statePrice(items.map(({ hidden }) => hidden ?? ''), tickets);
}

function toText(row: TicketRow): { readonly text: string; readonly label?: string } {
	const parts = Object.entries(row).flatMap(([column, value]) => (column.startsWith('text') && typeof value === 'string' ? [value] : []));
	const label = row.label?.trim() ?? '';
	return { text: parts.map((part) => part.trim()).filter((part) => part !== '').join('\n'), ...(label === '' ? {} : { label }) };
}

function toEvent(row: TicketRow, { topic, sentiment, mood, language, understoodBy }: ReadText, version: string): CustomerEvent[] {
	if (topic === null) return [];
	const isByModel = understoodBy !== 'rules';
	const judged = mood === null ? {} : { sentiment, mood, negative: mood === 'negative' ? 1 : 0 };
	return [
		ownEvent({
			eventId: `ticket-understood-${hashText(`${row.event_id}/${version}${isByModel ? `/${understoodBy}` : ''}`)}`,
			customerId: row.customer_id,
			anonymousId: row.anonymous_id,
			name: vocabulary.names.ticketUnderstood[0],
			occurredAt: row.occurred_at,
			receivedAt: row.received_at,
			backfilled: row.backfilled,
			properties: { ticketEventId: row.event_id, topic, ...judged, language, topicsFrom: version, ...(isByModel && { understoodBy }) },
		}),
	];
}

function openTally() {
	const counts = { topics: new Map<string, number>(), moods: new Map<string, number>(), languages: new Map<string, number>(), readers: new Map<string, number>() };
	let understood = 0;
	let withoutText = 0;
	const addTo = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
	return {
		add: ({ topic, mood, language, understoodBy }: ReadText): void => {
			if (topic === null) {
				withoutText += 1;
				return;
			}
			understood += 1;
			addTo(counts.topics, topic);
			addTo(counts.moods, mood ?? 'none');
			addTo(counts.languages, language);
			addTo(counts.readers, understoodBy);
		},
		read: () => understood + withoutText,
		counts: () => ({
			understood,
			withoutText,
			topics: byCount(counts.topics),
			moods: { positive: 0, neutral: 0, negative: 0, none: 0, ...Object.fromEntries(counts.moods) },
			languages: byCount(counts.languages),
			readBy: byCount(counts.readers),
		}),
	};
}

function byCount(counts: ReadonlyMap<string, number>): Record<string, number> {
	return Object.fromEntries([...counts].sort(([left, most], [right, other]) => other - most || (left < right ? -1 : 1)));
}
