import { expect, test } from 'vitest';
import { SetupNeeded } from '../../lib/core/errors';
import { openStore, toStoreSettings, type StoreCredential } from '../../nodes/shared/storeSettings';
import { openPostgres } from '../support/databases/openPostgres';

async function refusalOf(credential: StoreCredential): Promise<unknown> {
	return await Promise.resolve()
		.then(async () => await openStore(toStoreSettings(credential)))
		.then(() => 'opened', (error: unknown) => error);
}

test('a credential that cannot be right is refused by its field and what to do', async () => {
	const { connection } = await openPostgres();
	const postgres = { engine: 'postgres', ...connection };
	const refusals: readonly (readonly [StoreCredential, string])[] = [
		[{ ...postgres, host: ' ' }, 'Host of the Customer Store credential is empty'],
		[{ ...postgres, password: 'wrong' }, 'refuses user "owner"'],
		[{ ...postgres, database: 'missing' }, 'has no database "missing"'],
		[{ ...postgres, schema: 'My Schema' }, 'Schema "My Schema" cannot be used'],
		[{ ...postgres, encryption: 'verified' }, 'set Encryption in the Customer Store credential to None'],
		[{ engine: 'clickhouse', url: 'clickhouse', database: 'd', user: 'u' }, 'URL of the Customer Store credential is no plain web address'],
		[{ engine: 'clickhouse', url: 'http://ada:secret@host', database: 'd', user: 'u' }, 'with user and password in their own fields'],
	];
	for (const [credential, sentence] of refusals) {
		const refusal = await refusalOf(credential);
		expect(refusal).toBeInstanceOf(SetupNeeded);
		expect(String(refusal)).toContain(sentence);
		expect(String(refusal)).not.toContain('ada:secret');
	}
});
