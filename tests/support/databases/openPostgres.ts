import { onTestFinished } from 'vitest';
import { startPostgres, type RunningPostgres } from './startPostgres';

/** A real Postgres of this test's own. */
export async function openPostgres(): Promise<RunningPostgres> {
	const postgres = await startPostgres();
	onTestFinished(async () => await postgres.stop());
	return postgres;
}
