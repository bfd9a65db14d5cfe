import { parse } from 'libpg-query';
import type { PoolClient } from 'pg';
import { InvalidInput } from '../../core/errors';
import { buildSql } from '../../sql/buildSql';
import { sql } from '../../sql/sql';
import type { SelectReader } from '../types';
import { postgresDialect } from './dialect';
import { selectFacts } from './selectFacts';
import { toPostgres } from './session';

/** By number: smallint, integer, bigint, real, double precision, numeric. */
const numberTypes: ReadonlySet<number> = new Set([21, 23, 20, 700, 701, 1700]);

/** Takes statements apart with the parser of Postgres, compiled to WebAssembly, and asks the server for their columns. */
export function openSelectReader(reading: <Result>(work: (client: PoolClient) => Promise<Result>) => Promise<Result>): SelectReader {
	return {
		inspect: async (text) => {
			const { stmts = [] } = await parse(text).catch((error: unknown) => {
				throw new InvalidInput(`it cannot be read as a select: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
			});
			if (stmts.length !== 1) throw new InvalidInput(`it has ${stmts.length} statements: expected one select`);
			const [kind = 'nothing'] = Object.keys(stmts[0].stmt ?? {});
			if (kind !== 'SelectStmt') throw new InvalidInput(`it cannot be read as a select: it is another statement (${kind})`);
			return selectFacts(stmts[0].stmt);
		},
		describe: async (statement) => {
			const { text, values } = buildSql(sql`select * from (${statement}) described limit 0`, postgresDialect);
			const fields = await reading(async (client) => await readOnly(client, async () => (await client.query(text, values.map(toPostgres))).fields))
				.catch((error: unknown) => {
					throw new InvalidInput(`the database says: ${reasonOf(error)}`, { cause: error });
				});
			return fields.map(({ name, dataTypeID }) => ({ name, isNumber: numberTypes.has(dataTypeID) }));
		},
	};
}

async function readOnly<Result>(client: PoolClient, work: () => Promise<Result>): Promise<Result> {
	await client.query('begin read only');
	try {
		return await work();
	} finally {
		await client.query('rollback');
	}
}

/** The server's own words, without ours around them. */
function reasonOf(error: unknown): string {
	const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return (inner instanceof Error ? inner.message : String(inner)).split('\n')[0];
}
