import { toIso } from '../../core/clock';
import { InvalidInput, NotEnoughData } from '../../core/errors';
import type { Engine } from '../../engine';
import { readModel } from '../../models/readModel';
import { saveModel } from '../../models/saveModel';
import type { RfmModel, StoredModel } from '../../models/types';
import { sql } from '../../sql/sql';
import { moneyOf } from '../money';
import type { Snapshot } from '../types';
import { counted } from './hintsOf';
import { drawInStore } from './drawInStore';

/** All runs draw versions of one model, so that a customer who does not change keeps the scores. */
export const rfmModelName = 'rfm';

/** Where the three sides are in a snapshot. */
export const rfmColumns = {
	recency: 'daysSinceLastOrder',
	frequency: 'orders',
	monetary: 'netRevenueCents',
} as const satisfies RfmModel['columns'];

/** The frozen cut points of the last run, or new ones drawn from a snapshot and stored as the next version. */
export async function chooseModel(
	engine: Engine,
	snapshot: Snapshot,
	cutPoints: 'keep' | 'draw',
): Promise<StoredModel<RfmModel>> {
	const last = cutPoints === 'keep' ? await lastModel(engine) : undefined;
	if (last === undefined) return await drawModel(engine, snapshot);
	const currency = currencyOf(snapshot);
	if (last.model.currency !== currency) {
		throw new InvalidInput(
			`the cut points "${last.id}" are in ${last.model.currency ?? 'no currency'} and the snapshot counts in ${currency ?? 'none'}: choose 'Cut Points' → Draw Anew, or count in the same Report Currency`,
		);
	}
	engine.notify.hint(
		`Cut points of ${toIso(last.asOf).slice(0, 10)} are kept (${last.id}, drawn from ${counted(Number(last.details.customers))}): who does not change keeps the scores`,
	);
	return last;
}

/** ISO 4217, or null when amounts are taken as they come. */
export function currencyOf({ featureSet }: Snapshot): string | null {
	return moneyOf(featureSet.definitions)?.reportCurrency ?? null;
}

async function lastModel(engine: Engine): Promise<StoredModel<RfmModel> | undefined> {
	const [row] = await engine.store.query<{ id: string }>(
		sql`select id from models where name = ${rfmModelName} order by version desc limit 1`,
	);
	return row === undefined ? undefined : await readModel(engine, { id: row.id }, 'rfm');
}

async function drawModel(engine: Engine, snapshot: Snapshot): Promise<StoredModel<RfmModel>> {
	const { customers, cutPoints } = await drawInStore(engine, snapshot, rfmColumns);
	if (customers === 0) {
		throw new NotEnoughData(
			`no customer of the snapshot of ${toIso(snapshot.asOf)} has bought: import orders with their revenue, or choose a later As Of`,
		);
	}
	const stored = await saveModel<RfmModel>(engine, {
		name: rfmModelName,
		asOf: snapshot.asOf,
		snapshot: snapshot.id,
		model: { kind: 'rfm', columns: rfmColumns, cutPoints, currency: currencyOf(snapshot) },
		details: { customers },
	});
	engine.notify.hint(`New cut points drawn from ${counted(customers)} who bought, kept as ${stored.id}`);
	return stored;
}
