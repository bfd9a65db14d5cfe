import { Defect, InvalidInput, SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import type { SelectFacts, SelectReader } from '../store/types';
import { framedSelect, textAsOf, type SelectOptions } from './compileSelect';
import { refuseProtectedName } from './ownFeature';
import { clockFunctions, selectFunctions } from './selectFunctions';
import type { FeatureDefinition, MoneyTable } from './types';

/** What a check runs on. */
export interface SelectCheck {
	readonly definition: FeatureDefinition;
	readonly asOf: number;
	readonly money: MoneyTable | undefined;
}

/**
 * Refuses a feature in SQL that does more than read the events it is given, uses another clock than :asOf, or does not
 * give one number a customer. InvalidInput names the feature, the part and what was expected.
 */
export async function checkSelect(engine: Engine, check: SelectCheck): Promise<void> {
	const { definition, asOf, money } = check;
	const { value, label } = definition;
	if (value.kind !== 'select') return;
	const reader = engine.store.selects;
	if (reader === undefined) {
		throw new SetupNeeded(
			`feature "${label}" is written in SQL, which this kind of customer store cannot check: describe it by Own Features, or use the embedded store`,
		);
	}
	const { statement } = value;
	const facts = await telling(label, async () => await reader.inspect(textAsOf(statement, asOf)));
	checkFacts(label, facts);
	const options = { asOf, dialect: engine.store.dialect, money };
	await telling(label, async () => await checkColumns(reader, statement, options));
	await telling(label, async () => await checkRows(engine, statement, options));
}

/** The reader says what is wrong with a statement; whose it is, only we know. */
async function telling<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof InvalidInput) throw new InvalidInput(`Select of feature "${label}": ${error.message}`, { cause: error });
		if (!(error instanceof Defect) || !(error.cause instanceof Error)) throw error;
		throw new InvalidInput(`Select of feature "${label}": the database says: ${error.cause.message.split('\n')[0]}`, { cause: error });
	}
}

function checkFacts(label: string, facts: SelectFacts): void {
	const refuse = (reason: string): never => {
		throw new InvalidInput(`Select of feature "${label}" ${reason}`);
	};
	const [part] = facts.otherParts;
	if (part !== undefined) refuse(`has a part that is not allowed (${part}): expected plain selects, joins, groups and windows`);
	const table = facts.tables.find((name) => name !== 'events');
	if (table !== undefined) refuse(`reads "${table}": it may read only the table events`);
	if (facts.ownTables.includes('events')) refuse('calls a table of its own events: give it another name');
	const clock = facts.functions.find((name) => clockFunctions.has(name));
	if (clock !== undefined) refuse(`reads the clock (${clock}): the moment it looks from is :asOf, in milliseconds`);
	const unknown = facts.functions.find((name) => !selectFunctions.has(name));
	if (unknown !== undefined) {
		refuse(`uses ${unknown}, which may read something else, or give another number each time: expected plain arithmetic, text, time and aggregate functions`);
	}
	for (const constant of facts.constants) refuseProtectedName(label, constant);
}

async function checkColumns(reader: SelectReader, statement: string, options: SelectOptions): Promise<void> {
	const columns = await reader.describe(framedSelect(statement, options));
	const [id, value] = columns;
	if (columns.length !== 2 || id.name.toLowerCase() !== 'customer_id' || !value.isNumber) {
		const given = columns.map(({ name, isNumber }) => `${name}${isNumber ? ' (number)' : ''}`).join(', ');
		throw new InvalidInput(`it gives ${given}: expected customer_id and one number, such as "select customer_id, count(*) from events group by customer_id"`);
	}
}

/** Runs it once over all customers, values included: text that is no number shows here and not at night. */
async function checkRows(engine: Engine, statement: string, options: SelectOptions): Promise<void> {
	const [row] = await engine.store.query<{ repeated: number }>(sql`
		select count(case when often > 1 then 1 end) as repeated, max(most) as most from (
			select customer_id, count(*) as often, max(value) as most
			from (${framedSelect(statement, options)}) framed(customer_id, value)
			where customer_id is not null group by customer_id
		) counted`);
	if (row.repeated === 0) return;
	throw new InvalidInput(
		`it gives ${row.repeated} customers more than one row: expected one row a customer, so group by customer_id`,
	);
}
