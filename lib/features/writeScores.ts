import { InvalidInput } from '../core/errors';
import { canonicalJson } from '../core/hash';
import { invariant } from '../core/invariant';
import type { Engine } from '../engine';
import { createTable, identifier, jsonValue, perDialect, sql, typeOf, type Sql } from '../sql/sql';
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
			await session.execute(sql`update ${table} set ${column} = ${scores.expression} where true`);
		} else {
			await joinValues(session, { snapshot, listed, ...scores });
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
		/** Its scores, this one included. */
		readonly listed: readonly string[];
		readonly name: string;
		readonly keys: readonly string[];
		readonly values: Float64Array;
	},
): Promise<void> {
	invariant(scores.keys.length === scores.values.length, 'a score needs one value a key');
	const staging = `scores_${scores.snapshot.id}`;
	const table = identifier(scores.snapshot.id);
	await session.execute(createTable(staging, { customer_id: 'text', score: 'number' }));
	await session.append(staging, scores.keys, [scores.values]);
	const columns = ['customer_id', ...scores.snapshot.featureSet.definitions.map(({ name }) => name), ...scores.listed];
	await session.execute(
		perDialect((dialect) =>
			dialect.updateFrom({
				table: sql`${table}`,
				columns,
				key: 'customer_id',
				source: sql`(
					select scored.customer_id, max(given.score) as score from ${table} scored
					left join ${identifier(staging)} given on given.customer_id = scored.customer_id group by scored.customer_id
				)`,
				set: { [scores.name]: sql`source.score` },
			}),
		),
	);
	await session.execute(sql`drop table ${identifier(staging)}`);
}
