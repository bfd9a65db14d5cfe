import type { TestProject } from 'vitest/node';
import type { ClickHouseConnection } from '../../../lib/store/tables/clickHouseRows';
import type { PostgresConnection } from '../../../lib/store/tables/postgresRows';
import { startClickHouse } from './startClickHouse';
import { startPostgres } from './startPostgres';
import { testedStore } from './testedStore';

declare module 'vitest' {
	interface ProvidedContext {
		servers: ProvidedServers;
	}
}

type Servers = { readonly users: { count: number }; readonly stop: () => Promise<void> } & ProvidedServers;
type ProvidedServers = { readonly postgres: PostgresConnection | null; readonly clickHouse: ClickHouseConnection | null };

/** Shared by the projects of a run, each of which loads this file anew. */
const holder = globalThis as { cohortsTestServers?: Promise<Servers> };

/** One server for all tests of a run that is asked to run on it; see `testedStore`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	holder.cohortsTestServers ??= start();
	const { postgres, clickHouse, users, stop } = await holder.cohortsTestServers;
	users.count += 1;
	project.provide('servers', { postgres, clickHouse });
	return async () => {
		users.count -= 1;
		if (users.count === 0) await stop();
	};
}

async function start(): Promise<Servers> {
	const name = testedStore();
	const postgres = name === 'postgres' ? await startPostgres() : undefined;
	const clickHouse = name === 'clickhouse' ? await startClickHouse() : undefined;
	return {
		postgres: postgres?.connection ?? null,
		clickHouse: clickHouse?.connection ?? null,
		users: { count: 0 },
		stop: async () => {
			await postgres?.stop();
			await clickHouse?.stop();
		},
	};
}
