import { sql } from '../sql/sql';
import type { Session } from './types';

export interface ImportPosition {
	/** Where the last part that was stored ends, in bytes or rows of the input. */
	readonly position: number;
	/** Rows read up to there. */
	readonly rows: number;
}

/** How far an import came that was interrupted; 0 for one that never began, or is to begin again. */
export async function importPosition(session: Session, key: string | undefined): Promise<ImportPosition> {
	if (key === undefined) return { position: 0, rows: 0 };
	const [found] = await session.query<{ position: number; rows: number }>(
		sql`select position, rows from imports where id = ${key} order by position desc limit 1`,
	);
	return found ?? { position: 0, rows: 0 };
}

/**
 * Runs in the transaction that stores the part. The new position is there before the last one goes, for stores without
 * transactions. A finished import is forgotten: the same file again starts anew.
 */
export async function keepImportPosition(
	session: Session,
	key: string | undefined,
	state: (ImportPosition & { readonly at: number }) | 'finished',
): Promise<void> {
	if (key === undefined) return;
	if (state === 'finished') {
		await session.execute(sql`delete from imports where id = ${key}`);
		return;
	}
	await session.execute(sql`
		insert into imports (id, position, rows, updated_at) values (${key}, ${state.position}, ${state.rows}, ${state.at})`);
	await session.execute(sql`delete from imports where id = ${key} and position < ${state.position}`);
}
