import { customerTraits } from '../events/customerTraits';
import { hidePersonal } from '../language/hidePersonal';
import type { Engine } from '../engine';

/** Who wrote a text, as far as its event tells. */
export interface Writer {
	readonly customer_id: string | null;
	readonly anonymous_id: string | null;
	readonly resolved_id: string | null;
}

/**
 * Hides from texts who wrote them: ids, e-mail addresses, long numbers, and the names that customers gave. For texts that leave
 * for a model.
 */
export async function openHiding(engine: Engine, writers: readonly Writer[]): Promise<(text: string, writer: Writer) => string> {
	const ids = [...new Set(writers.flatMap(({ resolved_id: id }) => (id === null ? [] : [id])))];
	const names = ids.length === 0 ? new Map<string, readonly string[]>() : await namesOf(engine, ids);
	return (text, { customer_id: customer, anonymous_id: visitor, resolved_id: person }) => {
		const known = [customer, visitor, person, ...(names.get(person ?? '') ?? [])];
		return hidePersonal(text, known.filter((value): value is string => value !== null));
	};
}

async function namesOf({ store, clock }: Engine, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await store.query<{ customer_id: string } & Readonly<Record<string, string | null>>>(
		customerTraits(clock.now(), store.dialect, ids),
	);
	return new Map(
		rows.map(({ customer_id: id, firstName, lastName, email }) => [
			id,
			[firstName, lastName, email].filter((value): value is string => typeof value === 'string'),
		]),
	);
}
