import { SetupNeeded } from '../core/errors';
import type { ModelAccess } from './types';

export const RETRIES_MAX = 2;
export const TIMEOUT_SECONDS = 300;

/** The access with its defaults, trimmed; throws SetupNeeded, naming the credential, when a part is missing. */
export function readAccess(
	access: ModelAccess,
	credential: string,
): Required<Omit<ModelAccess, 'baseUrl'>> & { readonly baseUrl: string | undefined } {
	const apiKey = access.apiKey.trim();
	if (apiKey === '') throw new SetupNeeded(`the credential "${credential}" has no API key`);
	const model = access.model.trim();
	if (model === '') throw new SetupNeeded(`Model is empty: expected the id of a model of "${credential}"`);
	return {
		apiKey,
		model,
		baseUrl: readBaseUrl(access.baseUrl, credential),
		request: access.request,
		retriesMax: access.retriesMax ?? RETRIES_MAX,
		timeoutSeconds: access.timeoutSeconds ?? TIMEOUT_SECONDS,
	};
}

function readBaseUrl(baseUrl: string | undefined, credential: string): string | undefined {
	const text = baseUrl?.trim().replace(/\/+$/, '') ?? '';
	if (text === '') return undefined;
	if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
		throw new SetupNeeded(
			`Base URL of the credential "${credential}" is not an address: expected for example https://gateway.example.com`,
		);
	}
	return text;
}
