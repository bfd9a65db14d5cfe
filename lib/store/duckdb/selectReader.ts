import { InvalidInput } from '../../core/errors';
import { sql } from '../../sql/sql';
import type { SelectReader, Session } from '../types';
import { selectFacts } from './selectFacts';

interface Parsed {
	readonly error: boolean;
	readonly error_message?: string;
	readonly statements?: readonly { readonly node: unknown }[];
}

const numberTypes = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UTINYINT|USMALLINT|UINTEGER|UBIGINT|UHUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/;

/** Asks DuckDB's parser, which knows only selects, and its binder; neither runs anything. */
export function openSelectReader(reading: <Result>(work: (reader: Session) => Promise<Result>) => Promise<Result>): SelectReader {
	return {
		inspect: async (text) => {
			const parsed = await reading(async (reader) => await parse(reader, text));
			const statements = parsed.statements ?? [];
			if (parsed.error) throw new InvalidInput(`it cannot be read as a select: ${parsed.error_message ?? 'no statement'}`);
			if (statements.length !== 1) throw new InvalidInput(`it has ${statements.length} statements: expected one select`);
			return selectFacts(statements[0].node);
		},
		describe: async (statement) => {
			const rows = await reading(async (reader) => await reader.query(sql`describe ${statement}`)).catch((error: unknown) => {
				throw new InvalidInput(`the database says: ${reasonOf(error)}`, { cause: error });
			});
			return rows.map((row) => ({ name: String(row.column_name), isNumber: numberTypes.test(String(row.column_type)) }));
		},
	};
}

async function parse(reader: Session, text: string): Promise<Parsed> {
	const [row] = await reader.query<{ parsed: unknown }>(
		sql`select json_serialize_sql(${text}, skip_default := true, skip_empty := true, skip_null := true) as parsed`,
	);
	return (typeof row.parsed === 'string' ? JSON.parse(row.parsed) : row.parsed) as Parsed;
}

/** The engine's own words, without ours around them. */
function reasonOf(error: unknown): string {
	const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return (inner instanceof Error ? inner.message : String(inner)).split('\n')[0];
}
