import type { JsonObject } from '../../../core/parse';
import type { SentRequest, SourceAnswer } from '../../types';

/** What PostHog's libraries ask for beside sending: nothing of it is an event, all of it has an empty answer. */
const answers: ReadonlyArray<{ readonly path: RegExp; readonly body: JsonObject }> = [
	{
		path: /^(?:flags|decide)$/,
		body: {
			config: { enable_collect_everything: true }, toolbarParams: {}, isAuthenticated: false,
			supportedCompression: ['gzip', 'gzip-js'], sessionRecording: false, siteApps: [],
			flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false,
		},
	},
	{
		path: /^(?:flags\/definitions|api\/feature_flag\/local_evaluation)$/,
		body: { flags: [], group_type_mapping: {}, cohorts: {} },
	},
	{ path: /^api\/surveys$/, body: { surveys: [] } },
	{ path: /^api\/early_access_features$/, body: { earlyAccessFeatures: [] } },
	{ path: /^api\/web_experiments$/, body: { experiments: [] } },
	{ path: /^api\/product_tours$/, body: { product_tours: [] } },
];

const configPath = /^array\/([\w-]{1,200})\/config(\.js)?$/;

/** The answer to a question; undefined for a request that sends events. */
export function answerQuestion({ path }: SentRequest): SourceAnswer | undefined {
	const config = configPath.exec(path);
	if (config !== null) return answerConfig(config[1], config[2] === '.js' ? 'script' : 'json');
	const found = answers.find((answer) => answer.path.test(path));
	return found === undefined ? undefined : { status: 200, body: found.body };
}

/** The project's token where the address carries it. */
export function tokenInPath({ path }: SentRequest): string | undefined {
	return configPath.exec(path)?.[1];
}

/**
 * The settings a browser loads first: send events to this address, and switch nothing else on. posthog-js asks for a
 * script, and for JSON where it may not load one.
 */
function answerConfig(token: string, form: 'script' | 'json'): SourceAnswer {
	const config = {
		token, supportedCompression: ['gzip', 'gzip-js'], hasFeatureFlags: false, captureDeadClicks: false,
		capturePerformance: false, autocapture_opt_out: false, autocaptureExceptions: false,
		analytics: { endpoint: '/i/v0/e/' }, elementsChainAsString: true, errorTracking: { autocaptureExceptions: false },
		logs: { captureConsoleLogs: false }, sessionRecording: false, heatmaps: false, conversations: false, surveys: false,
		productTours: false, defaultIdentifiedOnly: true, siteApps: [],
	};
	if (form === 'json') return { status: 200, body: config };
	const place = `window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {};`;
	return {
		status: 200,
		headers: { 'content-type': 'application/javascript; charset=utf-8' },
		body: `(function () { ${place} window._POSTHOG_REMOTE_CONFIG['${token}'] = ${JSON.stringify({ config, siteApps: [] })}; })();`,
	};
}
