import { appendFile, readFile, rm } from 'node:fs/promises';
import { identifier, joinSql, sql, type Sql } from '../../../sql/sql';
import { rejectedColumns, rejectReasons, type FileImport, type Session } from '../../types';
import { literal, unreadableLine } from './layouts';

/** A CSV file of the rows that were not stored, to be mended and imported again as it is. */
export interface RejectedFile {
	/** `rows` has `reason` and the row as JSON `properties`; `columns` are those of the input. */
	append(session: Session, rejected: { readonly rows: Sql; readonly columns: readonly string[] }): Promise<void>;
	rows(): number;
}


export function openRejectedFile({ path, rowsMax }: NonNullable<FileImport['rejected']>): RejectedFile {
	let written = 0;
	return {
		rows: () => written,
		append: async (session, { rows, columns }) => {
			if (written >= rowsMax) return;
			const piece = `${path}.piece`;
			const values = columns
				.filter((name) => !own.includes(name))
				.map((name) => sql`json_extract_string(properties, ${pointer(name)}) as ${identifier(name)}`);
			const count = await session.execute(sql`
				copy (
					select ${reasonInWords} as ${identifier(rejectedColumns.reason)}, ${joinSql(values)},
						json_extract_string(properties, ${pointer(unreadableLine)}) as ${identifier(unreadableLine)}
					from ${rows} rejected limit ${rowsMax - written}
				) to ${literal(piece)} (format csv, header ${written === 0 ? sql`true` : sql`false`})`);
			if (count > 0) await appendFile(path, await readFile(piece));
			await rm(piece, { force: true });
			written += count;
		},
	};
}

const own: readonly string[] = Object.values(rejectedColumns);

const reasonInWords = sql`case reason ${joinSql(
	Object.entries(rejectReasons).map(([reason, words]) => sql`when ${reason} then ${words}`),
	' ',
)} else reason end`;

/** RFC 6901. */
function pointer(name: string): string {
	return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
