import { test } from 'vitest';
import { clickHouseGaps } from '../../lib/store/clickhouse/gaps';
import { duckDbGaps } from '../../lib/store/duckdb/gaps';
import type { Capability, Gaps } from '../../lib/store/gaps';
import { postgresGaps } from '../../lib/store/postgres/gaps';
import { testedStore, type StoreName } from './databases/testedStore';

export const storeGaps: Readonly<Record<StoreName, Gaps>> = {
	duckdb: duckDbGaps,
	postgres: postgresGaps,
	clickhouse: clickHouseGaps,
};

/** A test of something the store under test may have declared as a gap: then it is left out, and the run says why. */
export function testOf(capability: Capability): typeof test | typeof test.skip {
	return storeGaps[testedStore()][capability] === undefined ? test : test.skip;
}

/** A test of what only one engine does. */
export function testOn(name: StoreName): typeof test | typeof test.skip {
	return testedStore() === name ? test : test.skip;
}
