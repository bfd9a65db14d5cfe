import { SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { rowsOf, sql, type Sql } from '../sql/sql';
import type { Model, StoredModel } from './types';

/** One model by id, the newest version of a name, or the newest of all of the kind asked for. */
export type ModelReference =
	| { readonly id: string }
	| { readonly name: string; readonly latest: true }
	| { readonly latest: true };

/** A stored model of a kind asked for. SetupNeeded, naming the remedy, when it is not there or of another kind. */
export async function readModel<Kind extends Model['kind']>(
	engine: Pick<Engine, 'store'>,
	reference: ModelReference,
	...kinds: readonly [Kind, ...Kind[]]
): Promise<StoredModel<Extract<Model, { kind: Kind }>>> {
	const [row] = await engine.store.query<ModelRow>(sql`
		select id, name, version, as_of, created_at, snapshot, model, details
		from models where ${condition(reference, engine.store.dialect.property(sql`model`, 'kind'), kinds)}
		order by created_at desc, version desc, id limit 1`);
	if (row === undefined) throw new SetupNeeded(await missing(engine, reference, kinds.join(' or ')));
	if (!kinds.some((kind) => kind === row.model.kind)) {
		throw new SetupNeeded(
			`model "${row.id}" is a ${row.model.kind} model: expected a ${kinds.join(' or ')} model, choose another or train one`,
		);
	}
	return toStoredModel(row) as StoredModel<Extract<Model, { kind: Kind }>>;
}

type ModelRow = {
	readonly id: string;
	readonly name: string;
	readonly version: number;
	readonly as_of: number;
	readonly created_at: number;
	readonly snapshot: string;
	readonly model: Model;
	readonly details: Readonly<Record<string, unknown>>;
};

function condition(reference: ModelReference, kindOf: Sql, kinds: readonly string[]): Sql {
	if ('id' in reference) return sql`id = ${reference.id}`;
	return 'name' in reference ? sql`name = ${reference.name}` : sql`${kindOf} in ${rowsOf(kinds)}`;
}

function toStoredModel(row: ModelRow): StoredModel {
	return {
		id: row.id,
		name: row.name,
		version: row.version,
		asOf: row.as_of,
		createdAt: row.created_at,
		snapshot: row.snapshot,
		model: row.model,
		details: row.details,
	};
}

async function missing(
	engine: Pick<Engine, 'store'>,
	reference: ModelReference,
	kind: string,
): Promise<string> {
	const known = await engine.store.query<{ id: string }>(
		sql`select id from models order by created_at desc, id limit 10`,
	);
	const asked = describe(reference, kind);
	const there =
		known.length === 0
			? 'the store has no models yet'
			: `the newest models are ${known.map(({ id }) => `"${id}"`).join(', ')}`;
	return `${asked} is not in the store (${there}): choose one of these, or train it first`;
}

function describe(reference: ModelReference, kind: string): string {
	if ('id' in reference) return `model "${reference.id}"`;
	return 'name' in reference ? `a model named "${reference.name}"` : `a ${kind} model`;
}
