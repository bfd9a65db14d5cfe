import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from 'chdb';
import type { ClickHouseConnection } from '../../../lib/store/tables/clickHouseRows';

/**
 * The real ClickHouse engine, in this process, behind the part of its HTTP interface that the official client uses: the
 * query as body or parameter, its values, settings and database as parameters, a summary and the exception's code as headers.
 * One query runs at a time, and all see the same temporary tables; a removal of rows sees none, because a server does that
 * outside of the session.
 */
export interface RunningClickHouse {
	readonly connection: ClickHouseConnection;
	run(statement: string): void;
	stop(): Promise<void>;
}

export interface ClickHouseOptions {
	/** Knows a cluster of this name: one shard, itself. What is stored and read through it is really distributed. */
	readonly cluster?: string;
}

export async function startClickHouse({ cluster }: ClickHouseOptions = {}): Promise<RunningClickHouse> {
	const folder = cluster === undefined ? undefined : await writeConfiguration(cluster);
	const session = folder === undefined ? new Session() : new Session(join(folder, 'data'), { connectionArgs: [`--config-file=${join(folder, 'config.xml')}`] });
	// A server takes an insert without rows; an engine in a process takes it for a mistake.
	session.query('set throw_if_no_data_to_insert = 0');
	const engine: Engine = { session, set: new Map(), temporary: new Set() };
	let last: Promise<unknown> = Promise.resolve();
	const server = createServer((request, response) => {
		last = last.then(async () => await answer(engine, request, response));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return {
		connection: { url: `http://127.0.0.1:${port}`, database: 'default', user: 'default', password: 'secret' },
		run: (statement) => void engine.session.query(statement),
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			engine.session.cleanup();
			if (folder !== undefined) await rm(folder, { recursive: true, force: true });
		},
	};
}

/** A shard on this very address is used without a connection, which this engine would not accept. */
async function writeConfiguration(cluster: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-clickhouse-'));
	const shard = '<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard>';
	await writeFile(
		join(folder, 'config.xml'),
		`<clickhouse><tcp_port>9000</tcp_port><remote_servers><${cluster}>${shard}</${cluster}></remote_servers></clickhouse>`,
	);
	return folder;
}

/** There is no keeper that tells other servers and replicas: a statement for the cluster is one for this server. */
function onOneServer(query: string): string {
	return query
		.replace(/^(\s*(?:create|alter|drop|delete)\b.*?) on cluster "\w+"/s, '$1')
		.replace(/\bengine = ReplicatedReplacingMergeTree(?:\('[^']*', '[^']*'\))?/, 'engine = ReplacingMergeTree');
}

/** Parameters of the interface that are no settings of a query. */
const notSettings = ['query', 'query_id', 'database', 'default_format', 'session_id', 'compress', 'enable_http_compression', 'role'];

interface Engine {
	readonly session: Session;
	/** What was set last, by name: to set it again takes as long as a small query. */
	readonly set: Map<string, string>;
	/** Names of temporary tables that were ever made. */
	readonly temporary: Set<string>;
}

async function answer({ session, set, temporary }: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
	try {
		if (!isAllowed(request)) {
			refuse(response, 'Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)');
			return;
		}
		const { parameters, query: asked } = await readQuery(request);
		const query = onOneServer(asked);
		const unseen = unseenTable(temporary, query);
		if (unseen !== undefined) {
			refuse(response, `Code: 60. DB::Exception: Unknown table expression identifier '${unseen}'. (UNKNOWN_TABLE)`);
			return;
		}
		const change = (name: string, value: string, statement: string): void => {
			if (set.get(name) === value) return;
			session.query(statement);
			set.set(name, value);
		};
		const database = parameters.get('database') ?? 'default';
		change('use', database, `use ${quoted(database, '"')}`);
		const settings = [...parameters].filter(([name]) => !notSettings.includes(name));
		const isReader = settings.some(([name]) => name === 'readonly');
		const isInsert = /^\s*insert/i.test(query);
		const insertedBefore = isInsert ? inserted(session) : 0;
		if (!isReader) for (const [name, value] of settings) change(name, value, `set ${name} = ${quoted(value, "'")}`);
		const bound = settings.map(([name, value]) => `${name} = ${quoted(value, "'")}`).join(', ');
		const result = await session.queryAsync(isReader ? `${query} settings ${bound}` : query, { format: parameters.get('default_format') ?? 'TabSeparated' });
		const written = isInsert ? inserted(session) - insertedBefore : 0;
		response
			.writeHead(200, { 'x-clickhouse-summary': JSON.stringify({ written_rows: String(written) }) })
			.end(Buffer.from(result.bytes()));
	} catch (error) {
		refuse(response, error instanceof Error ? error.message : String(error));
	}
}

/** The temporary table that a removal of rows names; what a statement makes is remembered. */
function unseenTable(temporary: Set<string>, query: string): string | undefined {
	const made = /^\s*create temporary table "?(\w+)/i.exec(query)?.[1];
	if (made !== undefined) temporary.add(made);
	if (!/^\s*(?:delete from|alter table)\b/i.test(query)) return undefined;
	return [...temporary].find((name) => new RegExp(`\\b${name}\\b`).test(query));
}

function inserted(session: Session): number {
	return Number(session.query("select sum(value) from system.events where event = 'InsertedRows'", 'TabSeparated'));
}

/** The parameters of the address and of a form, and the query, which may stand in either and go on in the body. */
async function readQuery(request: IncomingMessage): Promise<{ parameters: URLSearchParams; query: string }> {
	const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks);
	const type = request.headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) {
		const asked = searchParams.get('query');
		return { parameters: searchParams, query: asked === null ? body.toString('utf8') : `${asked}\n${body.toString('utf8')}` };
	}
	const form = await new Response(body, { headers: { 'content-type': type } }).formData();
	for (const [name, value] of form) if (name !== 'query') searchParams.set(name, String(value));
	return { parameters: searchParams, query: String(form.get('query') ?? searchParams.get('query')) };
}

function quoted(text: string, sign: string): string {
	return `${sign}${text.replaceAll('\\', '\\\\').replaceAll(sign, `\\${sign}`).replaceAll('\0', '\\0')}${sign}`;
}

function isAllowed({ headers }: IncomingMessage): boolean {
	const basic = `Basic ${Buffer.from('default:secret').toString('base64')}`;
	return headers.authorization === basic || headers['x-clickhouse-key'] === 'secret';
}

function refuse(response: ServerResponse, message: string): void {
	const code = /Code: (\d+)/.exec(message)?.[1] ?? '0';
	response.writeHead(code === '516' ? 401 : 500, { 'x-clickhouse-exception-code': code }).end(message);
}
