import { resolvedEvents } from '../events/resolvedEvents';
import { mayProfile } from '../privacy/mayProfile';
import type { Dialect } from '../sql/dialect';
import { identifier, integerLiteral, isAmong, joinSql, sql, type Sql } from '../sql/sql';
import { TOPIC_LENGTH_MAX } from './text/words';
import { textSources, type TextSource } from './textSources';

export interface TextSelection {
	readonly sources: readonly TextSource[];
	/** Properties that hold what the customer wrote; those an event has are read together. */
	readonly textProperties: readonly string[];
	readonly dialect: Dialect;
	readonly asOf: number;
}

/** An event with what the customer wrote, as text0, text1 and so on. */
export interface TextRow extends Readonly<Record<string, unknown>> {
	readonly event_id: string;
	readonly customer_id: string | null;
	readonly anonymous_id: string | null;
	readonly resolved_id: string | null;
}

/** Texts held in memory at once. */
const PAGE_ROWS = 5_000;

/** The next events by id that the model has not read yet. */
export function textPage(selection: TextSelection, { model, after }: { readonly model: string; readonly after: string }): Sql {
	return sql`
		select ${columns(selection)} from ${unread(selection, model)}
		and event_id > ${after} order by event_id limit ${PAGE_ROWS}`;
}

export function countTexts(selection: TextSelection, model: string): Sql {
	return sql`select count(*) as texts from ${unread(selection, model)}`;
}

/** Texts to learn word weights from, spread over all there are. */
export function someTexts(selection: TextSelection, rowsMax: number): Sql {
	return sql`select ${columns(selection)} from ${written(selection)} order by ${selection.dialect.md5(sql`event_id`)}, event_id limit ${rowsMax}`;
}

function columns({ textProperties, dialect }: TextSelection): Sql {
	const texts = textProperties.map((name, index) => {
		const text = dialect.property(sql`properties`, name);
		return sql`substr(${text}, 1, ${integerLiteral(TOPIC_LENGTH_MAX)}) as ${identifier(`text${index}`)}`;
	});
	return joinSql([sql`event_id, customer_id, anonymous_id, resolved_id`, ...texts]);
}

function unread(selection: TextSelection, model: string): Sql {
	const read = sql`select event_id as read_id from text_events where model = ${model}`;
	return sql`${written(selection)} and not ${isAmong({ relation: sql`(${read})`, equal: { read_id: sql`known.event_id` } })}`;
}

/** Ends in a condition; without what customers wrote who objected to profiling. */
function written({ sources, asOf, dialect }: TextSelection): Sql {
	const names = [...new Set(sources.flatMap((source): readonly string[] => textSources[source]))];
	return sql`${resolvedEvents(asOf)} known
		where kind = 'track' and name in (${joinSql(names)})
		and (resolved_id is null or ${mayProfile(sql`resolved_id`, { dialect, asOf })})`;
}
