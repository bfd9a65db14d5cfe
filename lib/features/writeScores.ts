import { InvalidInput } from '../core/errors';
import { canonicalJson } from '../core/hash';
import { invariant } from '../core/invariant';
import type { Engine } from '../engine';
import { createTable, identifier, joinSql, jsonValue, perDialect, sql, typeOf, type Sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { Snapshot } from './types';

/** Numbers of a new column: one per listed customer, or an expression over the snapshot's own columns. */
export type Scores =
	| { readonly name: string; readonly keys: readonly string[]; readonly values: Float64Array }
	| ComputedScore;

/** A column computed from the snapshot's own. */
export interface ComputedScore {
	readonly name: string;
	readonly expression: Sql;
}

/**
 * Writes a number for each customer back into a snapshot as a column, which rules and reports then read like
 * any feature; a score of that name is replaced, a customer without a number has null. Returns the snapshot
 * with the score listed. InvalidInput when the name is a feature's or cannot be a column.
 */
export async function writeScores(engine: Engine, snapshot: Snapshot, scores: Scores): Promise<Snapshot> {
	if ('expression' in scores) return await writeComputedScores(engine, snapshot, { scores: [scores] });
	const listed = [...new Set([...snapshot.scores, scores.name])];
	return await withColumns(engine, { snapshot, names: [scores.name] }, async (session) => {
		await joinValues(session, { snapshot, listed, ...scores });
	});
}

/**
 * Several columns by one statement over the whole base; otherwise as `writeScores`. With `only`, a condition on the snapshot's
 * columns, the others have null: decided once a customer, not once a column.
 */
export async function writeComputedScores(
	engine: Engine,
	snapshot: Snapshot,
	{ scores, only }: { readonly scores: readonly ComputedScore[]; readonly only?: Sql },
): Promise<Snapshot> {
	const names = scores.map(({ name }) => name);
	const table = identifier(snapshot.id);
	return await withColumns(engine, { snapshot, names }, async (session) => {
		const isThere = names.some((name) => snapshot.scores.includes(name));
		if (only !== undefined && isThere) {
			const cleared = names.map((name) => sql`${identifier(name)} = null`);
			await session.execute(sql`update ${table} set ${joinSql(cleared)} where true`);
		}
		const settings = scores.map(({ name, expression }) => sql`${identifier(name)} = ${expression}`);
		await session.execute(sql`update ${table} set ${joinSql(settings)} where ${only ?? sql`true`}`);
	});
}

/** Columns that a relation with customer_id has. */
export interface JoinedScores {
	readonly names: readonly string[];
	readonly rows: Sql;
}

/** Several columns from a relation, such as one made of events; otherwise as `writeScores`. */
export async function writeJoinedScores(engine: Engine, snapshot: Snapshot, { names, rows }: JoinedScores): Promise<Snapshot> {
	const listed = [...new Set([...snapshot.scores, ...names])];
	return await withColumns(engine, { snapshot, names }, async (session) => {
		await joinRows(session, { snapshot, listed, names, rows });
	});
}

/** Adds the columns where they are missing, lets `fill` write them, and lists them; all or nothing. */
async function withColumns(
	engine: Engine,
	{ snapshot, names }: { readonly snapshot: Snapshot; readonly names: readonly string[] },
	fill: (session: Session) => Promise<void>,
): Promise<Snapshot> {
	for (const name of names) checkName(snapshot, name);
	const listed = [...new Set([...snapshot.scores, ...names])];
	await engine.store.transaction(async (session) => {
		for (const name of names) {
			await session.execute(
				sql`alter table ${identifier(snapshot.id)} add column if not exists ${identifier(name)} ${typeOf('number')}`,
			);
		}
		await fill(session);
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
	const { snapshot, listed, name } = scores;
	const staging = `scores_${snapshot.id}`;
	await session.execute(createTable(staging, { customer_id: 'text', [name]: 'number' }));
	await session.append(staging, scores.keys, [scores.values]);
	await joinRows(session, { snapshot, listed, names: [name], rows: sql`${identifier(staging)}` });
	await session.execute(sql`drop table ${identifier(staging)}`);
}

async function joinRows(session: Session, joined: JoinedScores & { readonly snapshot: Snapshot; readonly listed: readonly string[] }): Promise<void> {
	const { snapshot, listed, names, rows } = joined;
	const table = identifier(snapshot.id);
	const columns = ['customer_id', ...snapshot.featureSet.definitions.map(({ name }) => name), ...listed];
	const given = names.map((name) => sql`max(given.${identifier(name)}) as ${identifier(name)}`);
	await session.execute(
		perDialect((dialect) =>
			dialect.updateFrom({
				table: sql`${table}`,
				columns,
				key: 'customer_id',
				source: sql`(
					select scored.customer_id, ${joinSql(given)} from ${table} scored
					left join ${rows} given on given.customer_id = scored.customer_id group by scored.customer_id
				)`,
				set: Object.fromEntries(names.map((name) => [name, sql`source.${identifier(name)}`])),
			}),
		),
	);
}
