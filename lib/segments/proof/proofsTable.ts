import type { Engine } from '../../engine';
import { jsonValue, sql } from '../../sql/sql';
import type { PastProof } from './proposeRetirement';
import type { ProofOutcome, SegmentProof } from './types';

/** Proofs that are looked back at. */
const REMEMBERED = 100;

/** Proofs of the same outcome, newest first. */
export async function readProofs(engine: Pick<Engine, 'store'>, outcome: ProofOutcome): Promise<PastProof[]> {
	const rows = await engine.store.query<{ as_of: number; details: Pick<PastProof, 'explained' | 'segments'> }>(sql`
		select as_of, details from segment_proofs where outcome = ${outcomeKey(outcome)}
		order by as_of desc, created_at desc limit ${REMEMBERED}`);
	return rows.map(({ as_of: asOf, details }) => ({ asOf, explained: details.explained, segments: details.segments }));
}

/** Keeps a proof; one of the same moment and outcome replaces it. */
export async function saveProof(
	engine: Pick<Engine, 'store' | 'clock'>,
	{ outcome, asOf, model, divisions, segments }: Omit<SegmentProof, 'retirement'>,
): Promise<void> {
	const key = outcomeKey(outcome);
	const id = `${key}/${asOf}`;
	const details = { explained: divisions[0].explained, divisions, segments };
	await engine.store.transaction(async (session) => {
		await session.lock('models');
		await session.execute(sql`delete from segment_proofs where id = ${id}`);
		await session.execute(sql`
			insert into segment_proofs (id, model, outcome, as_of, created_at, details)
			values (${id}, ${model}, ${key}, ${asOf}, ${engine.clock.now()}, ${jsonValue(JSON.stringify(details))})`);
	});
}

function outcomeKey(outcome: ProofOutcome): string {
	const names = outcome.kind === 'conversion' ? `:${[...outcome.eventNames].sort().join('|')}` : '';
	return `${outcome.kind}${names}:${outcome.horizonDays}`;
}
