import type { TestProject } from 'vitest/node';
import type { PostgresConnection } from '../../../lib/store/tables/postgresRows';
import { startPostgres } from './openPostgres';
import { testedStore } from './testedStore';

declare module 'vitest' {
	interface ProvidedContext {
		postgres: PostgresConnection | null;
	}
}

/** One server for all tests of a run that is asked to run on it; see `testedStore`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const postgres = testedStore() === 'postgres' ? await startPostgres() : undefined;
	project.provide('postgres', postgres?.connection ?? null);
	return async () => await postgres?.stop();
}
