import type { Engine } from '../../engine';
import { resolvedStatements } from '../../events/resolvedEvents';
import { identifier, joinSql, sql } from '../../sql/sql';

/** What senders tell of a customer at sign-up that is no protected trait: those are not looked at, not even to compare. */
export const comparedTraits = {
	country: 'country',
	language: 'language',
	plan: 'plan',
	referrer: 'how they came',
	signUpDevice: 'device at sign-up',
} as const;

export type ComparedTrait = keyof typeof comparedTraits;

/** Texts by trait of each customer who stated one before an instant. */
export async function readTraits(
	engine: Pick<Engine, 'store'>,
	asOf: number,
): Promise<Map<string, Partial<Record<ComparedTrait, string>>>> {
	const traits = Object.keys(comparedTraits) as ComparedTrait[];
	const { dialect } = engine.store;
	const texts = traits.map((trait) => sql`${dialect.property(sql`properties`, trait)} as ${identifier(trait)}`);
	const latest = traits.map((trait) => sql`max(${identifier(trait)}) as ${identifier(trait)}`);
	const rows = await engine.store.query<Record<string, string | null>>(
		sql`
			select resolved_id as customer_id, ${joinSql(latest)} from (
				select resolved_id, ${joinSql(texts)} from ${resolvedStatements(asOf)} known
				where kind = 'identify' and resolved_id is not null
			) stated group by resolved_id`,
		{ rowsMax: Number.MAX_SAFE_INTEGER },
	);
	return new Map(
		rows.map((row) => {
			const told = traits.flatMap((trait) => (row[trait] === null ? [] : [[trait, String(row[trait])]]));
			return [String(row.customer_id), Object.fromEntries(told) as Partial<Record<ComparedTrait, string>>];
		}),
	);
}
