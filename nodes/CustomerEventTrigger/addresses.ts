import {
	fromFunction,
	fromParameter,
	webhookDescriptionFields,
	type IHttpRequestMethods,
	type IWebhookDescription,
} from 'n8n-workflow';

const shared = { name: 'default', responseMode: 'onReceived', isFullPath: true } as const;

/** n8n splits the methods at the comma; its type knows single ones only. */
const getAndPost = 'GET,POST' as IHttpRequestMethods;

/**
 * The full address, also for the HEAD by which a sender checks it (Intercom), and what trackers append to it as their base
 * address: "batch", "v1/track", "i/v0/e", "api/s/s2s/track". Paths are functions, because n8n works them out for every request and its expression engine would
 * cost more than all the rest. Each function stands for itself: n8n's editor gets its text.
 */
export const addresses: IWebhookDescription[] = [
	{ ...shared, httpMethod: 'POST', ...webhookDescriptionFields({ path: fromParameter('path') }) },
	{ ...shared, httpMethod: 'HEAD', ndvHideUrl: true, ...webhookDescriptionFields({ path: fromParameter('path') }) },
	{
		...shared,
		httpMethod: getAndPost,
		ndvHideMethod: true,
		...webhookDescriptionFields({ path: fromFunction((parameters) => `${String(parameters.path)}/:call`) }),
	},
	{
		...shared,
		httpMethod: getAndPost,
		ndvHideUrl: true,
		...webhookDescriptionFields({ path: fromFunction((parameters) => `${String(parameters.path)}/:group/:call`) }),
	},
	{
		...shared,
		httpMethod: getAndPost,
		ndvHideUrl: true,
		...webhookDescriptionFields({
			path: fromFunction((parameters) => `${String(parameters.path)}/:group/:version/:call`),
		}),
	},
	{
		...shared,
		httpMethod: getAndPost,
		ndvHideUrl: true,
		...webhookDescriptionFields({
			path: fromFunction((parameters) => `${String(parameters.path)}/:group/:version/:part/:call`),
		}),
	},
];
