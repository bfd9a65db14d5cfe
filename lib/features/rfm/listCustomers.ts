import type { Engine } from '../../engine';
import { emptySql, identifier, joinSql, sql } from '../../sql/sql';
import { readSnapshot } from '../readSnapshot';
import { rfmColumns } from './chooseModel';
import { showScores, type RfmCustomer } from './scoreItems';
import { rfmSegments, type RfmSegmentId } from './segmentTable';
import { rfmScoreColumns, scoredCustomers } from './summarizeStore';
import type { StoredRfm } from './types';

type CustomerRow = Readonly<Record<'recency' | 'frequency' | 'monetary', number | null>> & {
	readonly customer_id: string;
	readonly recencyScore: number | null;
	readonly frequencyScore: number;
	readonly monetaryScore: number;
	readonly segment: RfmSegmentId;
};

/** Customers of a scored snapshot, best score first, without those of segments that are too small. */
export async function listRfmCustomers(
	engine: Engine,
	{ snapshot: id, segments }: Pick<StoredRfm, 'snapshot' | 'segments'>,
	limit: number,
): Promise<RfmCustomer[]> {
	const snapshot = await readSnapshot(engine, id);
	const left = segments.filter(({ withheld }) => withheld !== undefined).map(({ segment }) => segment);
	const handedOn = left.length === 0 ? emptySql : sql`where segment not in (${joinSql(left)})`;
	const rows = await engine.store.query<CustomerRow>(sql`
		select * from ${scoredCustomers(engine, snapshot, rfmColumns)} scored ${handedOn}
		order by coalesce(${identifier(rfmScoreColumns.rfm)}, 0) desc, customer_id limit ${limit}`);
	return rows.map((row) => ({
		customerId: row.customer_id,
		values: { recency: row.recency, frequency: row.frequency, monetary: row.monetary },
		...showScores(
			row.recencyScore === null
				? null
				: { recency: row.recencyScore, frequency: row.frequencyScore, monetary: row.monetaryScore },
		),
		segment: row.segment,
		segmentName: rfmSegments[row.segment].name,
	}));
}
