import { Defect, isCohortsError, ServiceUnavailable, SetupNeeded } from '../../core/errors';
import type { PostgresConnection } from '../tables/postgresRows';

type Explanation = (said: { readonly place: string; readonly code: string; readonly user: string; readonly database: string }) => Error;

/** By SQLSTATE, the first that fits. What Postgres says may quote a customer's values: it is the cause, not the sentence. */
const explanations: readonly (readonly [RegExp, Explanation])[] = [
	[/^28/, ({ place, user }) => new SetupNeeded(`${place} refuses user "${user}": check user and password in the Customer Store credential`)],
	[/^3D000$/, ({ place, database }) => new SetupNeeded(`${place} has no database "${database}": create it, or check the Customer Store credential`)],
	[/^42501$/, ({ place, user }) => new SetupNeeded(`${place} does not let user "${user}" do that: the user of the customer store needs the right to create and change tables in its schema`)],
	[/^57014$/, () => new ServiceUnavailable('the run was cancelled')],
	[/^53/, ({ place, code }) => new ServiceUnavailable(`${place} ran out of memory, disk or connections (SQLSTATE ${code}): give it more, or run less at once`)],
	[/^(?:40|55|57|58|08)/, ({ place, code }) => new ServiceUnavailable(`${place} could not finish a statement (SQLSTATE ${code}): run it again`)],
	[/^\d/, ({ code }) => new Defect(`the customer store refused a statement (SQLSTATE ${code})`)],
	[/^/, ({ place, code }) => new ServiceUnavailable(`${place} cannot be reached (${code === '' ? 'the connection broke' : code})`)],
];

/** Deadlock, or a failure to put transactions in an order: nothing was kept, and the same again can succeed. */
const conflictCodes: readonly unknown[] = ['40P01', '40001'];

/** Whether a transaction failed only because of another one at the same time. */
export function isConflict(error: unknown): boolean {
	const { cause = error } = error as { readonly cause?: unknown };
	return conflictCodes.includes((cause as { readonly code?: unknown } | undefined)?.code);
}

/** What went wrong with the database, by what to do about it. */
export function toStoreError(error: unknown, connection: PostgresConnection): Error {
	if (isCohortsError(error)) return error;
	const { code = '', message = '' } = error as { code?: string; message?: string };
	if (code === '' && message.includes('does not support SSL')) return noEncryption(connection, error);
	const [, explain] = explanations.find(([codes]) => codes.test(code)) ?? explanations[explanations.length - 1];
	const explained = explain({
		place: `Postgres at ${connection.host}:${connection.port}`,
		code,
		user: connection.user,
		database: connection.database,
	});
	explained.cause = error;
	return explained;
}

/** Said by the client before there is a connection, without a code. */
function noEncryption({ host, port }: PostgresConnection, cause: unknown): SetupNeeded {
	return new SetupNeeded(
		`Postgres at ${host}:${port} speaks without encryption only: set Encryption in the Customer Store credential to None, within a network you trust`,
		{ cause },
	);
}
