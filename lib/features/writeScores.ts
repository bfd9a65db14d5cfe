import { InvalidInput } from '../core/errors';
import { canonicalJson } from '../core/hash';
import { invariant } from '../core/invariant';
import type { Engine } from '../engine';
import { identifier, jsonValue, sql, typeOf, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { Snapshot } from './types';

/** Numbers of a new column: one per listed customer, or an expression over the snapshot's own columns. */
export type Scores =
	| { readonly name: string; readonly keys: readonly string[]; readonly values: Float64Array }
	| { readonly name: string; readonly expression: Sql };

/**
 * Writes a number for each customer back into a snapshot as a column, which rules and reports then read like
 * any feature; a score of that name is replaced, a customer without a number has null. Returns the snapshot
 * with the score listed. InvalidInput when the name is a feature's or cannot be a column.
 */
export async function writeScores(engine: Engine, snapshot: Snapshot, scores: Scores): Promise<Snapshot> {
	checkName(snapshot, scores.name);
	const listed = snapshot.scores.includes(scores.name)
		? snapshot.scores
		: [...snapshot.scores, scores.name];
	const table = identifier(snapshot.id);
	const column = identifier(scores.name);
	await engine.store.transaction(async (session) => {
		await session.execute(sql`alter table ${table} add column if not exists ${column} ${typeOf('number')}`);
		if ('expression' in scores) {
			await session.execute(sql`update ${table} set ${column} = ${scores.expression}`);
		} else {
			await joinValues(session, { snapshot, ...scores });
		}
		await session.execute(
			sql`update snapshots set scores = ${jsonValue(canonicalJson(listed))} where id = ${snapshot.id}`,
		);
	});
	return { ...snapshot, scores: listed };
}

function checkName(snapshot: Snapshot, name: string): void {
	if (!/^[a-z][A-Za-z0-9_]{0,62}$/.test(name)) {
		throw new InvalidInput(
			`score name "${name}": expected a small letter, then at most 62 letters, digits or underscores`,
		);
	}
	const taken = ['customer_id', ...snapshot.featureSet.definitions.map((feature) => feature.name)];
	if (taken.some((one) => one.toLowerCase() === name.toLowerCase())) {
		throw new InvalidInput(`score name "${name}" is a feature of snapshot "${snapshot.id}": choose another`);
	}
}

async function joinValues(
	session: Session,
	scores: {
		readonly snapshot: Snapshot;
		readonly name: string;
		readonly keys: readonly string[];
		readonly values: Float64Array;
	},
): Promise<void> {
	invariant(scores.keys.length === scores.values.length, 'a score needs one value a key');
	const staging = `scores_${scores.snapshot.id}`;
	const table = identifier(scores.snapshot.id);
	const column = identifier(scores.name);
	await session.execute(
		sql`create table ${identifier(staging)} (customer_id ${typeOf('text')}, score ${typeOf('number')})`,
	);
	await session.append(staging, scores.keys, [scores.values]);
	await session.execute(sql`update ${table} set ${column} = (
		select max(score) from ${identifier(staging)} given where given.customer_id = ${table}.customer_id
	)`);
	await session.execute(sql`drop table ${identifier(staging)}`);
}
