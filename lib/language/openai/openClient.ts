import OpenAI from 'openai';
import { readAccess } from '../modelAccess';
import { requestFetch } from '../requestFetch';
import type { ModelAccess } from '../types';

export const CREDENTIAL = 'Cohorts OpenAI API';

/**
 * OpenAI's SDK over our own Request. Every default the SDK would read from the environment is given, so that only the
 * credential decides. Throws SetupNeeded at once when the key or the model is missing.
 */
export function openClient(access: ModelAccess): { readonly client: OpenAI; readonly model: string } {
	const { apiKey, baseUrl, model, request, retriesMax, timeoutSeconds } = readAccess(access, CREDENTIAL);
	const client = new OpenAI({
		apiKey,
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		baseURL: baseUrl === undefined ? 'https://api.openai.com/v1' : withVersion(baseUrl),
		fetch: requestFetch(request, timeoutSeconds),
		maxRetries: retriesMax,
		timeout: timeoutSeconds * 1000,
		logLevel: 'off',
	});
	return { client, model };
}

/** "https://host" means "https://host/v1"; an address with a path of its own is kept. */
function withVersion(baseUrl: string): string {
	return new URL(baseUrl).pathname === '/' ? `${baseUrl}/v1` : baseUrl;
}
