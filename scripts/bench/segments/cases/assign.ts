import { join } from 'node:path';
import { fitPreparation } from '../../../../lib/math/fitPreparation';
import { assign, assignmentSql } from '../../../../lib/models/assignment';
import type { NearestCentreModel } from '../../../../lib/models/types';
import { sql } from '../../../../lib/sql/sql';
import { openDuckDbStore } from '../../../../lib/store/duckdb/openDuckDbStore';
import type { ColumnTable, Store } from '../../../../lib/store/types';
import { plantSnapshot } from '../../plantSnapshot';
import type { BenchmarkRow } from '../../types';
import type { SegmentCase } from '../types';

const SEGMENTS = 8;
const SECONDS_MAX = 3;

/** Everybody of a snapshot put into a segment by one statement, beside the same model read as a function. */
export const assignCase: SegmentCase = {
	name: 'assign',
	run: async ({ folder, scale }) => {
		const customers = Math.round(1_000_000 * scale);
		const place = join(folder, 'assign');
		await plantSnapshot(place, customers);
		const store = await openDuckDbStore({ folder: place });
		try {
			const table = await store.columns(sql`select * from snapshot_planted order by customer_id`);
			const model = modelOf(table);
			const started = performance.now();
			await store.transaction(async (session) => {
				await session.execute(sql`create table assigned as ${assignmentSql(model, sql`snapshot_planted`)}`);
			});
			const seconds = (performance.now() - started) / 1000;
			const different = await countDifferent(store, table, model);
			return toRows(customers, { seconds, different }, scale === 1);
		} finally {
			await store.close();
		}
	},
};

/** The first customers as centres: any model serves. */
function modelOf({ names, values }: ColumnTable): NearestCentreModel {
	const columns = names.map((name, at) => ({ name, values: values[at] }));
	const preparation = fitPreparation(columns);
	const centres = Array.from({ length: SEGMENTS }, (_, row) =>
		preparation.columns.map((column, at) => (values[at][row] - column.centre) / column.scale),
	);
	const segments = centres.map((_, at) => `segment-${at + 1}`);
	return { kind: 'nearestCentre', preparation, segments, centres };
}

async function countDifferent(store: Store, table: ColumnTable, model: NearestCentreModel): Promise<number> {
	const placed = await store.columns(sql`select customer_id, ${store.dialect.toNumber(sql`substr(segment, 9)`)} as number from assigned order by customer_id`);
	return table.keys.reduce((different, _, row) => {
		const features = Object.fromEntries(table.names.map((name, at) => [name, table.values[at][row]]));
		return different + (assign(model, features).segment === `segment-${placed.values[0][row]}` ? 0 : 1);
	}, 0);
}

function toRows(
	customers: number,
	{ seconds, different }: { readonly seconds: number; readonly different: number },
	isWhole: boolean,
): BenchmarkRow[] {
	const name = `assigning ${customers.toLocaleString('en-US')} customers inside DuckDB`;
	const none = { peer: null, ratio: null };
	return [
		{ case: name, metric: 'seconds', ours: seconds, ...none, goal: isWhole ? `under ${SECONDS_MAX}` : null, holds: isWhole ? seconds < SECONDS_MAX : null },
		{ case: name, metric: 'customers in another segment than in memory', ours: different, ...none, goal: 'none', holds: different === 0 },
	];
}
