import type { INodeCredentialDescription } from 'n8n-workflow';

/** Optional: without it the embedded store in n8n's user folder is used. */
export const storeCredentials: INodeCredentialDescription[] = [
	{ name: 'customerStoreApi', required: false, testedBy: 'customerStoreTest' },
];
