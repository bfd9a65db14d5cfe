import { ClickHouseError } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { ServiceUnavailable, SetupNeeded } from '../../../../lib/core/errors';
import { toStoreError } from '../../../../lib/store/clickhouse/storeError';

const connection = { url: 'https://clickhouse.example.com:8443', database: 'shop', user: 'ada', password: 'secret' };

test.each([
	['ALL_CONNECTION_TRIES_FAILED', '279', ServiceUnavailable, 'does not reach all servers of its cluster'],
	['NO_ZOOKEEPER', '225', SetupNeeded, 'needs Keeper'],
	['MEMORY_LIMIT_EXCEEDED', '241', ServiceUnavailable, 'ran out of memory'],
	['UNKNOWN_DATABASE', '81', SetupNeeded, 'has no database "shop"'],
])('%s is told by what to do about it, without the password', (type, code, kind, sentence) => {
	const error = toStoreError(new ClickHouseError({ message: 'as the server says it', code, type }), connection);
	expect(error).toBeInstanceOf(kind);
	expect(error.message).toContain(sentence);
	expect(error.message).not.toContain('secret');
});
