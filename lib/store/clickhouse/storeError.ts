import { ClickHouseError } from '@clickhouse/client';
import { Defect, isCohortsError, ServiceUnavailable, SetupNeeded } from '../../core/errors';
import type { ClickHouseConnection } from '../tables/clickHouseRows';

type Explanation = (said: { readonly place: string; readonly type: string; readonly code: string } & ClickHouseConnection) => Error;

/** By the name of ClickHouse's code, the first that fits. What it says may quote a customer's values: it is the cause, not the sentence. */
const explanations: readonly (readonly [RegExp, Explanation])[] = [
	[/^(?:AUTHENTICATION_FAILED|REQUIRED_PASSWORD)$/, ({ place, user }) => new SetupNeeded(`${place} refuses user "${user}": check user and password in the Customer Store credential`)],
	[/^UNKNOWN_DATABASE$/, ({ place, database }) => new SetupNeeded(`${place} has no database "${database}": create it, or check the Customer Store credential`)],
	[/^(?:ACCESS_DENIED|READONLY)$/, ({ place, user }) => new SetupNeeded(`${place} does not let user "${user}" do that: the user of the customer store needs the right to create and change tables in its database`)],
	[/^(?:MEMORY_LIMIT_EXCEEDED|TOO_MANY_|NOT_ENOUGH_SPACE|TIMEOUT_EXCEEDED)/, ({ place, type }) => new ServiceUnavailable(`${place} ran out of memory, disk or time (${type}): give it more, or run less at once`)],
	[/^(?:NO_ZOOKEEPER|UNKNOWN_MACRO|NO_REPLICA_NAME_GIVEN)$/, ({ place, type }) => new SetupNeeded(`${place} is not set up as a cluster (${type}): it needs Keeper, and the macros shard and replica on every server`)],
	[/^(?:ALL_CONNECTION_TRIES_FAILED|NETWORK_ERROR|SOCKET_TIMEOUT|KEEPER_EXCEPTION|TABLE_IS_READ_ONLY|UNFINISHED|TOO_FEW_LIVE_REPLICAS)$/, ({ place, type }) => new ServiceUnavailable(`${place} does not reach all servers of its cluster (${type}): nothing is computed from a part of the customers, try again when they are there`)],
	[/^QUERY_WAS_CANCELLED/, () => new ServiceUnavailable('the run was cancelled')],
	[/./, ({ type }) => new Defect(`the customer store refused a statement (${type})`)],
	[/^/, ({ place, code }) => new ServiceUnavailable(`${place} cannot be reached (${code})`)],
];

/** What went wrong with the database, by what to do about it. */
export function toStoreError(error: unknown, connection: ClickHouseConnection): Error {
	if (isCohortsError(error)) return error;
	const type = error instanceof ClickHouseError ? (error.type ?? `code ${error.code}`) : '';
	const { code = 'the connection broke' } = error as { code?: string };
	const [, explain] = explanations.find(([types]) => types.test(type)) ?? explanations[explanations.length - 1];
	const explained = explain({ ...connection, place: `ClickHouse at ${connection.url}`, type, code });
	explained.cause = error;
	return explained;
}
