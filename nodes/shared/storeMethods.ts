import { access, constants, mkdir } from 'node:fs/promises';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { listEvents, listModels, listSegments, listSnapshots, listTextModels, type Store } from '../../lib';
import { openStore, toStoreSettings } from './storeSettings';
import { withLists } from './withEngine';

type Entry = { readonly name: string; readonly value: string };

/** Methods every node over the store has: its credential's test and the From List searches. */
export const storeMethods = {
	credentialTest: {
		async customerStoreTest(
			this: ICredentialTestFunctions,
			credential: ICredentialsDecrypted,
		): Promise<INodeCredentialTestResult> {
			try {
				const settings = toStoreSettings(credential.data ?? {});
				if (settings.engine === 'duckdb') return await testFolder(settings.folder);
				const store = await openStore(settings);
				await store.close();
				return { status: 'OK', message: `Customers are kept in ${store.place}` };
			} catch (error) {
				return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
			}
		},
	},
	loadOptions: {
		/** Segments by id, for a list several can be chosen from. */
		async getSegments(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return (await withLists(this, async ({ store }) => await listSegments(store))).map((entry) => ({ ...entry }));
		},
	},
	listSearch: {
		searchEvents: search(listEvents),
		searchSnapshots: search(listSnapshots),
		searchSegments: search(listSegments),
		searchTextModels: search(listTextModels),
		searchSegmentModels: search(async (store) => await listModels(store, 'segments')),
		searchPropensityModels: search(async (store) => await listModels(store, 'propensity')),
	},
};

/** Not opened: another process may hold it, which is no fault of the credential. */
async function testFolder(folder: string): Promise<INodeCredentialTestResult> {
	try {
		await mkdir(folder, { recursive: true });
		await access(folder, constants.R_OK | constants.W_OK);
		return { status: 'OK', message: `n8n can write to ${folder}` };
	} catch {
		return { status: 'Error', message: `n8n cannot write to ${folder}: choose a folder it may write to` };
	}
}

function search(
	list: (store: Store) => Promise<readonly Entry[]>,
): (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult> {
	return async function (this: ILoadOptionsFunctions, filter?: string) {
		const entries = await withLists(this, async ({ store }) => await list(store));
		const wanted = filter?.toLowerCase() ?? '';
		return { results: entries.filter(({ name }) => name.toLowerCase().includes(wanted)).map((entry) => ({ ...entry })) };
	};
}
