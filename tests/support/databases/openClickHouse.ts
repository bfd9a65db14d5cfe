import { onTestFinished } from 'vitest';
import { startClickHouse, type RunningClickHouse } from './startClickHouse';

/** A real ClickHouse of this test's own. */
export async function openClickHouse(): Promise<RunningClickHouse> {
	const clickHouse = await startClickHouse();
	onTestFinished(async () => await clickHouse.stop());
	return clickHouse;
}
