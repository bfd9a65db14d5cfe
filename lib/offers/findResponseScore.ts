import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import { scoreNameOf } from '../propensity/describeOutcome';
import type { OutcomeDefinition } from '../propensity/types';
import { sql } from '../sql/sql';

/**
 * The column of the latest snapshot with the chance of buying: written by the newest model of a purchase (an
 * outcome that happens and whose events carry revenue). Undefined when no such score was written.
 */
export async function findResponseScore(engine: Engine): Promise<string | undefined> {
	const models = await engine.store.query<{ details: { outcome: OutcomeDefinition } }>(sql`
		select details from models
		where name like 'propensity%' order by created_at desc, version desc limit 20`);
	const purchases = await engine.store.query<{ name: string }>(
		sql`select distinct name from events where revenue_cents > 0`,
	);
	const names = new Set(purchases.map(({ name }) => name));
	const { scores } = await readSnapshot(engine, 'latest');
	return models
		.map(({ details }) => details.outcome)
		.filter(({ kind, eventNames }) => kind === 'happens' && eventNames.some((name) => names.has(name)))
		.map(scoreNameOf)
		.find((column) => scores.includes(column));
}
