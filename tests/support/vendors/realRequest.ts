import { ServiceUnavailable } from '../../../lib/core/errors';
import type { Request } from '../../../lib/engine';

/** A Request over real HTTP, as n8n's helper is: every status resolves, a lost connection rejects. */
export const realRequest: Request = async (request) => {
	const response = await fetch(request.url, {
		method: request.method,
		headers: request.headers,
		body: request.body,
		signal: request.signal,
	}).catch((cause: unknown) => {
		throw new ServiceUnavailable(`${new URL(request.url).host} could not be reached`, { cause });
	});
	return {
		status: response.status,
		headers: Object.fromEntries(response.headers.entries()),
		body: await response.text(),
	};
};
