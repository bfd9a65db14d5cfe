import { Readable } from 'node:stream';
import { createClient, ClickHouseError, ClickHouseLogLevel, type ClickHouseClient } from '@clickhouse/client';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../core/errors';
import type { BulkSource } from '../types';
import { describeSelection, selectText, type Selection } from './selection';

export interface ClickHouseConnection {
	/** "https://host:8443" */
	readonly url: string;
	readonly database: string;
	readonly user: string;
	readonly password: string;
}

const REQUEST_MILLISECONDS = 3_600_000;
/** Looked at from the end of an answer: an error that comes after rows is its last line. */
const TAIL_BYTES = 16_384;

/**
 * The rows of a table or query of ClickHouse as lines of JSON, streamed over its HTTP interface, with times in UTC; the
 * query can only read.
 */
export function clickHouseRows(connection: ClickHouseConnection, selection: Selection): BulkSource {
	const select = selectText(selection);
	return {
		name: describeSelection(selection, `ClickHouse database "${connection.database}"`),
		format: 'ndjson',
		open: async () => Readable.from(await queryRows(connection, select), { objectMode: false }),
	};
}

async function queryRows(connection: ClickHouseConnection, select: string): Promise<AsyncGenerator<Buffer>> {
	const client = createClient({
		url: connection.url,
		database: connection.database,
		username: connection.user,
		password: connection.password,
		request_timeout: REQUEST_MILLISECONDS,
		log: { level: ClickHouseLogLevel.OFF },
	});
	try {
		const { stream } = await client.exec({
			query: `select * from (${select}) format JSONEachRow`,
			clickhouse_settings: { readonly: '2', date_time_output_format: 'iso', session_timezone: 'UTC' },
		});
		return rowsOf(client, connection, stream);
	} catch (error) {
		await client.close();
		throw explained(error, connection);
	}
}

async function* rowsOf(
	client: ClickHouseClient,
	connection: ClickHouseConnection,
	stream: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
	let tail = Buffer.alloc(0);
	try {
		for await (const chunk of stream) {
			tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
			yield chunk;
		}
	} catch (error) {
		throw explained(error, connection);
	} finally {
		await client.close();
	}
	const last = tail.toString('utf8').trimEnd().split('\n').filter((line) => !line.startsWith('{')).join('\n');
	const code = /Code: (\d+)\. DB::Exception/.exec(last)?.[1];
	if (code !== undefined) throw new ServiceUnavailable(`ClickHouse at ${connection.url} stopped the query (code ${code})`);
}

type Explanation = (place: string, connection: ClickHouseConnection, cause: ClickHouseError) => Error;

/** By the name of ClickHouse's code, the first that fits; what it says of the query is told, what it says of values is not. */
const explanations: readonly (readonly [RegExp, Explanation])[] = [
	[/^(?:AUTHENTICATION_FAILED|REQUIRED_PASSWORD)$/, (place, { user }, cause) =>
		new SetupNeeded(`${place} refuses user "${user}": check user and password in the credential`, { cause })],
	[/^UNKNOWN_DATABASE$/, (place, { database }, cause) =>
		new SetupNeeded(`${place} has no database "${database}": check the credential`, { cause })],
	[/^ACCESS_DENIED$/, (place, { user }, cause) => new SetupNeeded(`${place} does not let user "${user}" read that`, { cause })],
	[/^READONLY$/, (place, { user }, cause) =>
		new SetupNeeded(`${place} lets user "${user}" change no settings, or the query would change data: expected a query that only reads, and a user with readonly = 2 or 0`, { cause })],
	[/^(?:UNKNOWN_|SYNTAX_ERROR|TYPE_MISMATCH|NO_SUCH_COLUMN|ILLEGAL_|NUMBER_OF_ARGUMENTS|NOT_AN_AGGREGATE)/, (place, _connection, cause) =>
		new InvalidInput(`${place} cannot run the query: ${cause.message.split('\n')[0]}`, { cause })],
	[/^/, (place, _connection, cause) => new ServiceUnavailable(`${place} stopped the query (code ${cause.code})`, { cause })],
];

function explained(error: unknown, connection: ClickHouseConnection): Error {
	const place = `ClickHouse at ${connection.url}`;
	if (!(error instanceof ClickHouseError)) {
		const { code = 'the connection broke' } = error as { code?: string };
		return new ServiceUnavailable(`${place} cannot be reached (${code})`, { cause: error });
	}
	const [, explain] = explanations.find(([types]) => types.test(error.type ?? '')) ?? explanations[explanations.length - 1];
	return explain(place, connection, error);
}
