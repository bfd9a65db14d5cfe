import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { ClickHouseEventsApi } from '../../credentials/ClickHouseEventsApi.credentials';
import { CohortsAnthropicApi } from '../../credentials/CohortsAnthropicApi.credentials';
import { CohortsOpenAiApi } from '../../credentials/CohortsOpenAiApi.credentials';
import { CustomerStoreApi } from '../../credentials/CustomerStoreApi.credentials';
import { languageModelCredentials } from '../../nodes/shared/languageModel';
import { storeCredentials } from '../../nodes/shared/storeCredentials';
import { storeMethods } from '../../nodes/shared/storeMethods';

const folder = join(__dirname, '..', '..', 'credentials');
const credentials: readonly ICredentialType[] = [new ClickHouseEventsApi(), new CohortsAnthropicApi(), new CohortsOpenAiApi(), new CustomerStoreApi()];

describe.each(credentials.map((credential) => [credential.name, credential] as const))('%s', (_name, credential) => {
	test('has an icon for light and dark, and a page that explains it', () => {
		const icon = credential.icon as { light: string; dark: string };
		for (const file of [icon.light, icon.dark]) {
			expect(existsSync(join(folder, file.replace('file:', ''))), file).toBe(true);
		}
		expect(URL.canParse(credential.documentationUrl ?? '')).toBe(true);
	});

	test('shows its key to nobody', () => {
		for (const field of credential.properties.filter(({ name }) => /key/i.test(name))) {
			expect(field.typeOptions?.password).toBe(true);
		}
	});

	test('can be tested, by a request or by the nodes that use it', () => {
		const byNode = storeCredentials.find(({ name }) => name === credential.name)?.testedBy;
		expect(credential.test !== undefined || String(byNode) in storeMethods.credentialTest).toBe(true);
	});
});

test('nodes ask for credentials that exist', () => {
	const names = credentials.map(({ name }) => name);
	for (const { name } of [...languageModelCredentials, ...storeCredentials]) expect(names).toContain(name);
});
