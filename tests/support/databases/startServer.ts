import type { TestProject } from 'vitest/node';
import type { PostgresConnection } from '../../../lib/store/tables/postgresRows';
import { startPostgres, type RunningPostgres } from './startPostgres';
import { testedStore } from './testedStore';

declare module 'vitest' {
	interface ProvidedContext {
		postgres: PostgresConnection | null;
	}
}

/** Shared by the projects of a run, each of which loads this file anew. */
const holder = globalThis as { cohortsPostgres?: Promise<RunningPostgres>; cohortsPostgresUsers?: number };

/** One Postgres for all tests of a run that is asked to run on it; see `testedStore`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const isAsked = testedStore(project.config.env) === 'postgres';
	if (!isAsked) {
		project.provide('postgres', null);
		return async () => await Promise.resolve();
	}
	holder.cohortsPostgres ??= startPostgres();
	holder.cohortsPostgresUsers = (holder.cohortsPostgresUsers ?? 0) + 1;
	const postgres = await holder.cohortsPostgres;
	project.provide('postgres', postgres.connection);
	return async () => {
		holder.cohortsPostgresUsers = (holder.cohortsPostgresUsers ?? 1) - 1;
		if (holder.cohortsPostgresUsers === 0) await postgres.stop();
	};
}
