import type { Session } from '../store/types';
import { joinSql, rowsOf, sql, type Sql } from '../sql/sql';
import { plainName } from './fieldNames';
import { machineFlags, machineReason, userAgentNames, yesFlags } from './machineReason';
import type { ExclusionReason } from './types';

/** Distinct pairs of name and agent that are judged; a file with more has its rarest left as people's. */
const PAIRS_MAX = 50_000;

/**
 * The reading of `machineReason` over the rows of a file: who acted is judged once for each agent, not for each row. Rows
 * without a property that could tell cost nothing: `columns` are the file's, "properties.userAgent" for a nested one.
 */
export async function markMachineRows(
	rows: Sql,
	session: Session,
	columns: readonly string[],
): Promise<Sql> {
	const named = (names: readonly string[]): string[] =>
		[...new Set(columns.map((column) => column.split('.').at(-1) ?? '').filter((name) => names.includes(plainName(name))))];
	const [agents, flags] = [named(userAgentNames), named(machineFlags)];
	if (agents.length + flags.length === 0) return rows;
	const agent = agents.length === 0 ? sql`null::varchar` : sql`coalesce(${joinSql(agents.map(textOfProperty))})`;
	const flagged = flags.length === 0 ? sql`false` : joinSql(flags.map(isYes), ' or ');
	const judged = sql`(select *, ${agent} as agent, coalesce(${flagged}, false) as flagged from ${rows} rows)`;
	const pairs = await session.query<{ name: string; agent: string | null; flagged: boolean }>(
		sql`select name, agent, flagged from ${judged} judged where agent is not null or flagged
			group by name, agent, flagged order by count(*) desc limit ${PAIRS_MAX}`,
	);
	return marked(judged, pairs);
}

function textOfProperty(name: string): Sql {
	return sql`nullif(trim(json_extract_string(properties, ${pathOf(name)})), '')`;
}

function isYes(name: string): Sql {
	return sql`lower(json_extract_string(properties, ${pathOf(name)})) in (${joinSql(yesFlags)})`;
}

function pathOf(name: string): string {
	return `$."${name.replaceAll('"', '\\"')}"`;
}

function marked(
	judged: Sql,
	pairs: readonly { readonly name: string; readonly agent: string | null; readonly flagged: boolean }[],
): Sql {
	const keys: Record<ExclusionReason, string[]> = { machineOpen: [], linkScanner: [], bot: [], impossibleTime: [], optedOut: [] };
	for (const { name, agent, flagged } of pairs) {
		const reason = machineReason({
			name,
			properties: flagged ? { bot: true } : {},
			...(agent === null ? {} : { userAgent: agent }),
		});
		if (reason !== undefined) keys[reason].push(keyOf(name, agent, flagged));
	}
	const key = sql`name || chr(31) || coalesce(agent, '') || chr(31) || flagged::varchar`;
	const cases = (['machineOpen', 'linkScanner', 'bot'] as const).map(
		(reason) => sql`when ${key} in ${rowsOf(keys[reason])} then ${reason}`,
	);
	return sql`(
		select * exclude (agent, flagged) replace (case when excluded is not null then excluded ${joinSql(cases, ' ')} end as excluded)
		from ${judged} judged
	)`;
}

function keyOf(name: string, agent: string | null, flagged: boolean): string {
	return `${name}\u001f${agent ?? ''}\u001f${flagged}`;
}
