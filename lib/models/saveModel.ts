import { InvalidInput } from '../core/errors';
import type { Engine } from '../engine';
import { jsonValue, sql } from '../sql/sql';
import { slug } from './slug';
import type { Model, StoredModel } from './types';

/** A trained model on its way into the store. */
export type NewModel<Kind extends Model = Model> = Pick<
	StoredModel<Kind>,
	'name' | 'asOf' | 'snapshot' | 'model' | 'details'
>;

/** Stores a model as the next version of its name; earlier versions stay. InvalidInput for an empty name. */
export async function saveModel<Kind extends Model>(
	engine: Pick<Engine, 'store' | 'clock'>,
	model: NewModel<Kind>,
): Promise<StoredModel<Kind>> {
	if (model.name.trim() === '') throw new InvalidInput('the name of a model is empty: give it one');
	const createdAt = engine.clock.now();
	return await engine.store.transaction(async (session) => {
		await session.lock('models');
		const version = await nextVersion(session, model.name);
		const stored = { ...model, id: `${slug(model.name)}-${version}`, version, createdAt };
		await insert(session, stored);
		return stored;
	});
}

type Session = Pick<Engine['store'], 'query' | 'execute'>;

/** Counted over all names with the same slug, so that ids never meet. */
async function nextVersion(session: Session, name: string): Promise<number> {
	const versions = await session.query<{ name: string; version: number }>(
		sql`select name, max(version) as version from models group by name`,
	);
	const same = versions.filter((row) => slug(row.name) === slug(name));
	return 1 + Math.max(0, ...same.map((row) => row.version));
}

async function insert(session: Session, stored: StoredModel): Promise<void> {
	await session.execute(sql`
		insert into models (id, name, version, as_of, created_at, snapshot, model, details)
		values (
			${stored.id}, ${stored.name}, ${stored.version}, ${stored.asOf}, ${stored.createdAt},
			${stored.snapshot}, ${jsonValue(JSON.stringify(stored.model))}, ${jsonValue(JSON.stringify(stored.details))}
		)`);
}
