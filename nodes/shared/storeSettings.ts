import { homedir } from 'node:os';
import { join } from 'node:path';
import { openClickHouseStore, openDuckDbStore, openPostgresStore, SetupNeeded, type ClickHouseConnection, type PostgresConnection, type Store } from '../../lib';

/** Which store, as a credential says it. */
export type StoreSettings =
	| { readonly engine: 'duckdb'; readonly folder: string; readonly memoryLimitMegabytes?: number; readonly threads?: number }
	| { readonly engine: 'postgres'; readonly connection: PostgresConnection; readonly schema: string }
	| { readonly engine: 'clickhouse'; readonly connection: ClickHouseConnection; readonly cluster?: string };

/** The folder used without a credential: beside n8n's own data, never in its `storage`. */
export function defaultStoreFolder(): string {
	return join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'cohorts');
}

export type StoreCredential = Readonly<Partial<Record<string, unknown>>>;

export function toStoreSettings(credential: StoreCredential): StoreSettings {
	switch (credential.engine ?? 'duckdb') {
		case 'postgres':
			return {
				engine: 'postgres',
				connection: {
					host: required(credential, 'host', 'Host'),
					port: Number(credential.port ?? 5432),
					database: required(credential, 'database', 'Database'),
					user: required(credential, 'user', 'User'),
					password: textOf(credential.password),
					encryption: (credential.encryption ?? 'verified') as PostgresConnection['encryption'],
				},
				schema: textOf(credential.schema) || 'cohorts',
			};
		case 'clickhouse':
			return clickHouse(credential);
		default:
			return embedded(credential);
	}
}

function embedded({ folder, memoryLimitMegabytes, threads }: StoreCredential): StoreSettings {
	return {
		engine: 'duckdb',
		folder: textOf(folder) || defaultStoreFolder(),
		...(Number(memoryLimitMegabytes) > 0 ? { memoryLimitMegabytes: Number(memoryLimitMegabytes) } : {}),
		...(Number(threads) > 0 ? { threads: Number(threads) } : {}),
	};
}

function clickHouse(credential: StoreCredential): StoreSettings {
	const cluster = textOf(credential.cluster);
	return {
		engine: 'clickhouse',
		connection: {
			url: required(credential, 'url', 'URL'),
			database: required(credential, 'database', 'Database'),
			user: required(credential, 'user', 'User'),
			password: textOf(credential.password),
		},
		...(cluster === '' ? {} : { cluster }),
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function required(credential: StoreCredential, name: string, label: string): string {
	const text = textOf(credential[name]);
	if (text === '') throw new SetupNeeded(`${label} of the Customer Store credential is empty: fill it in`);
	return text;
}

/** The same for the same store: one process opens it once. */
export function storeKey(settings: StoreSettings): string {
	switch (settings.engine) {
		case 'duckdb':
			return settings.folder;
		case 'postgres': {
			const { host, port, database, user } = settings.connection;
			return `postgres ${host}:${port}/${database}/${settings.schema} ${user}`;
		}
		case 'clickhouse': {
			const { url, database, user } = settings.connection;
			return `clickhouse ${url} ${database} ${user} ${settings.cluster ?? ''}`.trimEnd();
		}
	}
}

export async function openStore(settings: StoreSettings): Promise<Store> {
	switch (settings.engine) {
		case 'duckdb':
			return await openDuckDbStore(settings);
		case 'postgres':
			return await openPostgresStore(settings);
		case 'clickhouse':
			return await openClickHouseStore(settings);
	}
}
