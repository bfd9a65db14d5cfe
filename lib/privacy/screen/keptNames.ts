import { allSentEvents, receiptProperty } from '../../events/sentEventNames';
import type { CustomerEvent } from '../../events/types';
import { joinSql, sql, type Sql } from '../../sql/sql';
import { consentGivenEvent, consentTraits, consentWithdrawnEvent } from '../consentEvents';

/** Events that would say something else without a property, whatever the owner lists. */
const essentials: readonly {
	readonly kind: CustomerEvent['kind'];
	/** Absent: every event of the kind. */
	readonly events?: readonly string[];
	readonly names: readonly string[];
}[] = [
	{ kind: 'identify', names: Object.values(consentTraits) },
	{ kind: 'track', events: [consentGivenEvent, consentWithdrawnEvent], names: ['purpose'] },
	{ kind: 'track', events: allSentEvents, names: [receiptProperty] },
];

/** Properties kept of an event: those on the owner's list, and those it means nothing without. */
export function keptNames(
	listed: readonly string[],
	{ kind, name }: Pick<CustomerEvent, 'kind' | 'name'>,
): readonly string[] {
	const needed = essentials.find((one) => one.kind === kind && (one.events?.includes(name) ?? true));
	return needed === undefined ? listed : [...new Set([...listed, ...needed.names])];
}

/** The SQL reading: what `read` makes of the names kept, by the row's columns `kind` and `name`. */
export function byKeptNames(listed: readonly string[], read: (names: readonly string[]) => Sql): Sql {
	const cases = essentials.map(({ kind, events, names }) => {
		const named = events === undefined ? sql`` : sql` and name in (${joinSql(events)})`;
		return sql`when kind = ${kind}${named} then ${read([...new Set([...listed, ...names])])}`;
	});
	return sql`case ${joinSql(cases, ' ')} else ${read(listed)} end`;
}
