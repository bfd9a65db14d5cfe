import { resolvedEvents } from '../events/resolvedEvents';
import { identifier, joinSql, sql, type Sql } from '../sql/sql';
import { vectorColumns, type TextModel } from './textModels';

/**
 * What customers wrote, as far as it was known before an instant: one row a customer with customer_id and the mean of the
 * vectors of the texts as mean1, mean2 and so on. An event counts once, however often it was read.
 */
export function textMeans({ id, details }: TextModel, asOf: number): Sql {
	const means = vectorColumns(details.dimensions).map((name, at) => sql`avg(vectors.${identifier(name)}) as ${identifier(`mean${at + 1}`)}`);
	return sql`(
		select known.resolved_id as customer_id, ${joinSql(means)}
		from (select event_id as read_id, max(content) as content from text_events where model = ${id} group by event_id) events_read
		join ${resolvedEvents(asOf)} known on known.event_id = events_read.read_id
		join ${identifier(id)} vectors on vectors.content = events_read.content
		where known.resolved_id is not null
		group by known.resolved_id
	)`;
}
