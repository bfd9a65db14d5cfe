import { text as readText } from 'node:stream/consumers';
import { ClickHouseError, type ClickHouseClient } from '@clickhouse/client';
import { InvalidInput } from '../../core/errors';
import { sql } from '../../sql/sql';
import type { SelectReader, Session } from '../types';
import { checkPlainText } from './plainText';
import { selectFacts } from './selectFacts';

const numberTypes = /^(?:LowCardinality\()?(?:Nullable\()?(?:U?Int\d+|B?Float\d+|Decimal\d*\(.*)\)*$/;

const renamedEvents = /(?:\bevents|"events"|`events`)\s+as\s*\(/i;

/** Asks ClickHouse's own parser (`explain ast`), which runs nothing, and its description of a select's columns. */
export function openSelectReader(client: ClickHouseClient, session: Pick<Session, 'query'>): SelectReader {
	return {
		inspect: async (text) => {
			const { clause } = checkPlainText(text);
			const lines = await explain(client, text).catch((error: unknown) => {
				throw new InvalidInput(`it cannot be read as a select: ${reasonOf(error)}`, { cause: error });
			});
			if (!lines[0].startsWith('SelectWithUnionQuery')) {
				throw new InvalidInput('it cannot be read as a select: it is another statement');
			}
			const stored = await session.query<{ name: string }>(
				sql`select name from system.tables where database = currentDatabase() or is_temporary`,
			);
			const facts = selectFacts(lines, new Set(stored.map(({ name }) => name)));
			return {
				...facts,
				ownTables: renamedEvents.test(text) ? [...facts.ownTables, 'events'] : facts.ownTables,
				otherParts: clause === undefined ? facts.otherParts : [...facts.otherParts, clause],
			};
		},
		describe: async (statement) => {
			const rows = await session.query<{ name: string; type: string }>(sql`describe table (${statement})`).catch((error: unknown) => {
				throw new InvalidInput(`the database says: ${reasonOf(error)}`, { cause: error });
			});
			return rows.map(({ name, type }) => ({ name, isNumber: numberTypes.test(type) }));
		},
	};
}

/** Of the statement as it is, in the format of an answer that asks for none, because what is added to it would be read as its part. */
async function explain(client: ClickHouseClient, text: string): Promise<string[]> {
	const { stream } = await client.exec({ query: `explain ast ${text}` });
	return (await readText(stream)).trimEnd().split('\n').map((line) => line.replaceAll("\\'", "'").replaceAll('\\\\', '\\'));
}

/** The server's own words, without ours around them. */
function reasonOf(error: unknown): string {
	const inner = error instanceof Error && error.cause instanceof ClickHouseError ? error.cause : error;
	return (inner instanceof Error ? inner.message : String(inner)).split('\n')[0];
}
