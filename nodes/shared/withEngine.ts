import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { seededRandom, systemClock, type Engine, type LanguageModel } from '../../lib';
import { borrowParts, type SharedParts } from './engines';
import { requestOf } from './request';
import { toStoreSettings, type StoreSettings } from './storeSettings';

const storeCredential = 'customerStoreApi';

/** The engine of a node run: the process's store and workers with this run's network, cancel and messages. */
export async function withEngine<Result>(
	context: IExecuteFunctions,
	extras: { readonly model?: LanguageModel; readonly hints?: string[] },
	work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
	const settings = await storeSettings(context);
	const signal = context.getExecutionCancelSignal();
	return await borrowParts(settings, async (parts) => {
		const label = context.getNode().name;
		return await work({
			...parts,
			clock: systemClock,
			random: seededRandom(1),
			request: requestOf(context, signal),
			notify: {
				progress: (sentence) => context.logger.info(`${label}: ${sentence}`),
				hint: (sentence) => extras.hints?.push(sentence),
			},
			...(extras.model === undefined ? {} : { model: extras.model }),
			...(signal === undefined ? {} : { signal }),
		});
	});
}

/** The engine of a webhook or a poll: no model, no cancel. */
export async function withTriggerEngine<Result>(
	context: IWebhookFunctions | IPollFunctions,
	work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
	return await borrowParts(await storeSettings(context), async (parts) => {
		return await work({
			...parts,
			clock: systemClock,
			random: seededRandom(1),
			request: requestOf(context),
			notify: {
				progress: (sentence) => context.logger.info(sentence),
				hint: (sentence) => context.logger.warn(sentence),
			},
		});
	});
}

/** The store of a node whose lists are being filled in the editor. */
export async function withLists<Result>(
	context: ILoadOptionsFunctions,
	work: (parts: SharedParts) => Promise<Result>,
): Promise<Result> {
	return await borrowParts(await storeSettings(context), work);
}

/** From the credential where one is chosen; else the embedded store in n8n's user folder. */
export async function storeSettings(
	context: IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions | ITriggerFunctions | IPollFunctions,
): Promise<StoreSettings> {
	if (context.getNode().credentials?.[storeCredential] === undefined) return toStoreSettings({});
	return toStoreSettings(await context.getCredentials<Record<string, unknown>>(storeCredential));
}
