import { SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { sql, type Sql } from '../sql/sql';
import type { Model, StoredModel } from './types';

/** One model by id, or the newest version of a name. */
export type ModelReference = { readonly id: string } | { readonly name: string; readonly latest: true };

/** A stored model of the kind asked for. SetupNeeded, naming the remedy, when it is not there or of another kind. */
export async function readModel<Kind extends Model['kind']>(
	engine: Pick<Engine, 'store'>,
	reference: ModelReference,
	kind: Kind,
): Promise<StoredModel<Extract<Model, { kind: Kind }>>> {
	const [row] = await engine.store.query<ModelRow>(sql`
		select id, name, version, as_of, created_at, snapshot, model, details
		from models where ${condition(reference)} order by version desc limit 1`);
	if (row === undefined) throw new SetupNeeded(await missing(engine, reference));
	if (row.model.kind !== kind) {
		throw new SetupNeeded(
			`model "${row.id}" is a ${row.model.kind} model: expected a ${kind} model, choose another or train one`,
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

function condition(reference: ModelReference): Sql {
	return 'id' in reference ? sql`id = ${reference.id}` : sql`name = ${reference.name}`;
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

async function missing(engine: Pick<Engine, 'store'>, reference: ModelReference): Promise<string> {
	const known = await engine.store.query<{ id: string }>(
		sql`select id from models order by created_at desc, id limit 10`,
	);
	const asked = 'id' in reference ? `model "${reference.id}"` : `a model named "${reference.name}"`;
	const there =
		known.length === 0
			? 'the store has no models yet'
			: `the newest models are ${known.map(({ id }) => `"${id}"`).join(', ')}`;
	return `${asked} is not in the store (${there}): choose one of these, or train it first`;
}
