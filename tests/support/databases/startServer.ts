import type { TestProject } from 'vitest/node';
import type { ClickHouseConnection } from '../../../lib/store/tables/clickHouseRows';
import type { PostgresConnection } from '../../../lib/store/tables/postgresRows';
import { startClickHouse } from './startClickHouse';
import { startPostgres } from './startPostgres';
import { testedStore } from './testedStore';

declare module 'vitest' {
	interface ProvidedContext {
		servers: { readonly postgres: PostgresConnection | null; readonly clickHouse: ClickHouseConnection | null };
	}
}

/** One server for all tests of a run that is asked to run on it; see `testedStore`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const name = testedStore();
	const postgres = name === 'postgres' ? await startPostgres() : undefined;
	const clickHouse = name === 'clickhouse' ? await startClickHouse() : undefined;
	project.provide('servers', { postgres: postgres?.connection ?? null, clickHouse: clickHouse?.connection ?? null });
	return async () => {
		await postgres?.stop();
		await clickHouse?.stop();
	};
}
