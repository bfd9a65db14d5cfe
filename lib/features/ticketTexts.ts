import { satisfactionEvent } from '../core/satisfaction';
import { resolvedEvents } from '../events/resolvedEvents';
import { mayProfile } from '../privacy/mayProfile';
import type { Dialect } from '../sql/dialect';
import { identifier, integerLiteral, isAmong, joinSql, sql, type Sql } from '../sql/sql';
import { TEXT_LENGTH_MAX } from './text/customerWords';
import { TOPIC_LENGTH_MAX } from './text/words';
import { vocabulary } from './vocabulary';

export interface TicketSelection {
	readonly textProperties: readonly string[];
	readonly labelProperty?: string;
	readonly dialect: Dialect;
	readonly asOf: number;
}

/** A ticket, chat or comment, with its texts as text0, text1 and so on. */
export interface TicketRow extends Readonly<Record<string, unknown>> {
	readonly event_id: string;
	readonly customer_id: string | null;
	readonly anonymous_id: string | null;
	readonly resolved_id: string | null;
	readonly occurred_at: number;
	readonly received_at: number;
	readonly backfilled: boolean;
	readonly label: string | null;
}

/** Tickets held in memory at once: at most this many times the longest text. */
const PAGE_ROWS = 1_000;

/** Where customers write to us: tickets, chats, and comments on surveys and ratings. */
const messageNames: readonly string[] = [...vocabulary.names.ticket, ...vocabulary.names.survey, satisfactionEvent];

/** The next tickets by id that were not read yet. */
export function ticketPage(selection: TicketSelection, after: string): Sql {
	return sql`
		select ${columns(selection, 2 * TEXT_LENGTH_MAX)} from ${unread(selection)}
		and event_id > ${after} order by event_id limit ${PAGE_ROWS}`;
}

export function countTickets(selection: TicketSelection): Sql {
	return sql`select count(*) as tickets from ${unread(selection)}`;
}

function unread(selection: TicketSelection): Sql {
	const understood = sql`
		select ${selection.dialect.property(sql`properties`, 'ticketEventId')} as ticket_id from events
		where name in (${joinSql(vocabulary.names.ticketUnderstood)})`;
	const isRead = isAmong({ relation: sql`(${understood})`, equal: { ticket_id: sql`known.event_id` } });
	return sql`${messages(selection)} and not ${isRead}`;
}

/** The newest tickets with a label. */
export function labelledTickets(selection: TicketSelection & { readonly labelProperty: string }, rowsMax: number): Sql {
	const label = selection.dialect.property(sql`properties`, selection.labelProperty);
	return sql`
		select ${columns(selection, TOPIC_LENGTH_MAX)} from ${messages(selection)} and trim(${label}) <> ''
		order by received_at desc, event_id limit ${rowsMax}`;
}

function columns({ textProperties, labelProperty, dialect }: TicketSelection, lengthMax: number): Sql {
	const property = (name: string): Sql => dialect.property(sql`properties`, name);
	return joinSql([
		sql`event_id, customer_id, anonymous_id, resolved_id, occurred_at, received_at, backfilled`,
		labelProperty === undefined ? sql`null as label` : sql`${property(labelProperty)} as label`,
		...textProperties.map((name, index) => sql`substr(${property(name)}, 1, ${integerLiteral(lengthMax)}) as ${identifier(`text${index}`)}`),
	]);
}

/** Ends in a condition; without what customers wrote who objected to profiling. */
function messages({ asOf, dialect }: TicketSelection): Sql {
	return sql`${resolvedEvents(asOf)} known
		where kind = 'track' and name in (${joinSql(messageNames)})
		and (resolved_id is null or ${mayProfile(sql`resolved_id`, { dialect, asOf })})`;
}
