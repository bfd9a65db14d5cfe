export const storeNames = ['duckdb', 'postgres', 'clickhouse'] as const;
export type StoreName = (typeof storeNames)[number];

/**
 * The engine that tests over "a store" run on: the embedded one, or what COHORTS_TEST_STORE names, so that the whole suite
 * can be run on each.
 */
export function testedStore(environment: Readonly<Record<string, string | undefined>> = {}): StoreName {
	const asked = environment.COHORTS_TEST_STORE ?? process.env.COHORTS_TEST_STORE ?? 'duckdb';
	const found = storeNames.find((name) => name === asked);
	if (found === undefined) throw new Error(`COHORTS_TEST_STORE is "${asked}": expected one of ${storeNames.join(', ')}`);
	return found;
}

/** The cluster whose tables ClickHouse is tested with; undefined: those of one server. */
export function testedCluster(): string | undefined {
	return process.env.COHORTS_TEST_CLUSTER;
}
