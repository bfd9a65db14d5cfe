import type { Engine } from '../engine';
import { canonicalCustomers } from '../events/canonicalCustomers';
import { sql } from '../sql/sql';
import { latestConsents } from './consentStatements';
import type { ConsentState, Purpose } from './types';

/**
 * Consent of each customer for one purpose as far as was known before `asOf`, in the order of the ids. An id
 * that was merged into another customer has that customer's consent.
 */
export async function consentOf(
	engine: Pick<Engine, 'store'>,
	customerIds: readonly string[],
	{ purpose, asOf }: { readonly purpose: Purpose; readonly asOf: number },
): Promise<ConsentState[]> {
	if (customerIds.length === 0) return [];
	const rows = await engine.store.query<{ customer_id: string; granted: boolean }>(
		sql`select asked.customer_id, consents.granted
			from ${canonicalCustomers(asOf, customerIds)} asked
			join ${latestConsents(engine.store.dialect, purpose, asOf)} consents
				on consents.customer_id = asked.canonical_id`,
		{ rowsMax: customerIds.length },
	);
	const granted = new Map(rows.map((row) => [row.customer_id, row.granted]));
	return customerIds.map((id) => toState(granted.get(id)));
}

function toState(granted: boolean | undefined): ConsentState {
	if (granted === undefined) return 'unknown';
	return granted ? 'granted' : 'withdrawn';
}
