import type { Engine } from '../../engine';
import { identifier, sql } from '../../sql/sql';
import { dropVerdicts, readVerdicts, ruleVerdicts } from './readVerdicts';
import type { ResolvedRule } from './resolveRule';
import { requireCustomers, type RuleContext } from './ruleContext';

const EXAMPLES_MAX = 10;

/** Who a rule would let in, before anybody is. */
export interface RuleTrial {
	readonly customers: number;
	readonly size: number;
	/** In [0, 1]. */
	readonly share: number;
	/** Customers for whom it cannot be told, because something the rule asks for is not known. */
	readonly notKnown: number;
	/** Ids of a few members. */
	readonly examples: readonly string[];
	/** How many would come and go, compared with who is in the segment now. */
	readonly entering: number;
	readonly leaving: number;
}

/** Runs a rule over all customers and writes nothing. NotEnoughData without customers. */
export async function tryRule(
	engine: Engine,
	resolved: ResolvedRule,
	{ context, segment }: { readonly context: RuleContext; readonly segment: string },
): Promise<RuleTrial> {
	return await engine.store.transaction(async (session) => {
		await readVerdicts(engine, session, { tests: [resolved.test], context });
		const verdicts = identifier(ruleVerdicts);
		const [counts] = await session.query<{ customers: number; size: number; open: number }>(sql`
			select count(*) as customers, count(case when v0 then 1 end) as size, count(case when v0 is null then 1 end) as open
			from ${verdicts}`);
		const present = sql`(select customer_id from memberships where segment = ${segment} and valid_to is null)`;
		const [{ staying }] = await session.query<{ staying: number }>(sql`
			select count(*) as staying from ${verdicts} where v0 and customer_id in ${present}`);
		const [{ before }] = await session.query<{ before: number }>(sql`select count(*) as before from ${present} present`);
		const examples = await session.query<{ customer_id: string }>(sql`
			select customer_id from ${verdicts} where v0 order by customer_id limit ${EXAMPLES_MAX}`);
		await dropVerdicts(session);
		const { customers, size, open } = counts;
		return {
			customers,
			size,
			share: size / requireCustomers(customers, context.asOf),
			notKnown: open,
			examples: examples.map(({ customer_id: id }) => id),
			entering: size - staying,
			leaving: before - staying,
		};
	});
}
