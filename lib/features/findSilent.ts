import { identifier, sql } from '../sql/sql';
import type { Session } from '../store/types';
import { findSignals } from './findSignals';
import type { FeatureDefinition } from './types';

/** A sentence for each added feature that says nothing about anybody: mostly a name that is written otherwise in the events. */
export async function findSilent(
	session: Session,
	table: string,
	added: readonly FeatureDefinition[],
): Promise<readonly string[]> {
	const signals = await findSignals(session, sql`${identifier(table)}`, added);
	return added.flatMap(({ name, label }) => {
		const signal = signals.get(name);
		if (signal !== 'zero' && signal !== 'unknown') return [];
		const state = signal === 'zero' ? 'zero for every' : 'not known for any';
		return [`${label} is ${state} customer: check how its event and property are written in the events`];
	});
}
