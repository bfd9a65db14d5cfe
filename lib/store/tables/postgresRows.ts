import { Readable } from 'node:stream';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../core/errors';
import type { BulkSource } from '../types';
import { describeSelection, selectText, type Selection } from './selection';

export interface PostgresConnection {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly encryption: 'none' | 'verified' | 'unverified';
}

const CONNECT_MILLISECONDS = 15_000;

/**
 * The rows of a table or query of Postgres as lines of JSON, streamed by `copy`, in a session that can only read and
 * whose times are UTC.
 */
export function postgresRows(connection: PostgresConnection, selection: Selection): BulkSource {
	const select = selectText(selection);
	return {
		name: describeSelection(selection, `Postgres database "${connection.database}"`),
		format: 'ndjson',
		open: async () => Readable.from(await copyRows(connection, select), { objectMode: false }),
	};
}

async function copyRows(connection: PostgresConnection, select: string): Promise<AsyncGenerator<Buffer>> {
	const client = new Client({
		host: connection.host,
		port: connection.port,
		database: connection.database,
		user: connection.user,
		password: connection.password,
		ssl: connection.encryption === 'none' ? false : { rejectUnauthorized: connection.encryption === 'verified' },
		connectionTimeoutMillis: CONNECT_MILLISECONDS,
	});
	client.on('error', () => undefined); // The stream below tells of a connection that is lost.
	try {
		await client.connect();
		await client.query("set default_transaction_read_only = on; set timezone = 'UTC'");
	} catch (error) {
		await client.end().catch(() => undefined);
		throw explained(error, connection);
	}
	return rowsOf(client, connection, select);
}

async function* rowsOf(client: Client, connection: PostgresConnection, select: string): AsyncGenerator<Buffer> {
	// Neither sign can stand in JSON text, so no row is quoted and each is one line.
	const statement = `copy (select row_to_json(rows) from (${select}) rows) to stdout with (format csv, delimiter e'\\x01', quote e'\\x02')`;
	try {
		yield* client.query(copyTo(statement)) as AsyncIterable<Buffer>;
	} catch (error) {
		throw explained(error, connection);
	} finally {
		await client.end().catch(() => undefined);
	}
}

type Explanation = (said: { readonly place: string; readonly message: string; readonly code: string }, connection: PostgresConnection, cause: unknown) => Error;

/** By SQLSTATE, the first that fits; what Postgres says of the query is told, what it says of values is not. */
const explanations: readonly (readonly [RegExp, Explanation])[] = [
	[/^42501$/, ({ place, message }, { user }, cause) => new SetupNeeded(`${place} does not let user "${user}" read that: ${message}`, { cause })],
	[/^42/, ({ place, message }, _connection, cause) => new InvalidInput(`${place} cannot run the query: ${message}`, { cause })],
	[/^25006$/, (_said, _connection, cause) => new InvalidInput('the query would change data: expected one that only reads', { cause })],
	[/^28/, ({ place }, { user }, cause) => new SetupNeeded(`${place} refuses user "${user}": check user and password in the credential`, { cause })],
	[/^3D000$/, ({ place }, { database }, cause) => new SetupNeeded(`${place} has no database "${database}": check the credential`, { cause })],
	[/^\d/, ({ place, code }, _connection, cause) => new ServiceUnavailable(`${place} stopped the query (SQLSTATE ${code})`, { cause })],
	[/^/, ({ place, code }, _connection, cause) => new ServiceUnavailable(`${place} cannot be reached (${code === '' ? 'the connection broke' : code})`, { cause })],
];

function explained(error: unknown, connection: PostgresConnection): Error {
	const { code = '', message = '' } = error as { code?: string; message?: string };
	const [, explain] = explanations.find(([codes]) => codes.test(code)) ?? explanations[explanations.length - 1];
	return explain({ place: `Postgres at ${connection.host}:${connection.port}`, message, code }, connection, error);
}
