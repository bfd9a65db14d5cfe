import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Session } from 'chdb';
import { onTestFinished } from 'vitest';
import type { ClickHouseConnection } from '../../../lib/store/tables/clickHouseRows';

/**
 * The real ClickHouse engine, in this process, behind the part of its HTTP interface that the official client uses: the
 * query as body or parameter, settings and database as parameters, the exception's code as header.
 */
export async function openClickHouse(): Promise<{ connection: ClickHouseConnection; run: (statement: string) => void }> {
	const session = new Session();
	const server = createServer((request, response) => {
		void answer(session, request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(async () => {
		await new Promise((resolve) => server.close(resolve));
		session.cleanup();
	});
	const { port } = server.address() as { port: number };
	return {
		connection: { url: `http://127.0.0.1:${port}`, database: 'default', user: 'default', password: 'secret' },
		run: (statement) => void session.query(statement),
	};
}

/** Parameters of the interface that are no settings of a query. */
const notSettings = ['query', 'query_id', 'database', 'default_format', 'session_id', 'compress', 'enable_http_compression', 'role'];

async function answer(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
	if (!isAllowed(request)) {
		refuse(response, 'Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)');
		return;
	}
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const query = `${searchParams.get('query') ?? ''}${Buffer.concat(chunks).toString('utf8')}`;
	const settings = [...searchParams].filter(([name]) => !notSettings.includes(name));
	const text = settings.length === 0 ? query : `${query} settings ${settings.map(([name, value]) => `${name} = '${value}'`).join(', ')}`;
	try {
		const rows = session.query(text);
		response.writeHead(200, { 'content-type': 'application/x-ndjson' }).end(rows);
	} catch (error) {
		refuse(response, error instanceof Error ? error.message : String(error));
	}
}

function isAllowed({ headers }: IncomingMessage): boolean {
	const basic = `Basic ${Buffer.from('default:secret').toString('base64')}`;
	return headers.authorization === basic || headers['x-clickhouse-key'] === 'secret';
}

function refuse(response: ServerResponse, message: string): void {
	const code = /Code: (\d+)/.exec(message)?.[1] ?? '0';
	response.writeHead(code === '516' ? 401 : 500, { 'x-clickhouse-exception-code': code }).end(message);
}
