import { sql, type Sql } from '../sql/sql';

/** Whether a customer is in a sample of this share: the first 32 bits of the id's MD5, which engines agree on. */
export function isSampled(customerId: Sql, share: number): Sql {
	if (share >= 1) return sql`true`;
	const limit = Math.floor(Math.max(0, share) * 2 ** 32).toString(16).padStart(8, '0');
	return sql`md5(${customerId}) < ${limit}`;
}
