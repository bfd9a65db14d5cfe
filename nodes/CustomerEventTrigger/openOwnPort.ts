import type { ITriggerFunctions } from 'n8n-workflow';
import { collectRequest, isCohortsError, seededRandom, systemClock, type Engine, type SourceAnswer } from '../../lib';
import { borrowParts } from '../shared/engines';
import { requestOf } from '../shared/request';
import { toNodeError } from '../shared/toNodeError';
import { storeSettings } from '../shared/withEngine';
import { admittance } from './admittance';
import { openListener, type Listener } from './openListener';
import { readSettings } from './readSettings';
import { startingItems } from './startingItems';

const MEGABYTE = 1024 * 1024;

/** The trigger's own port, with the same sources and promises as its webhook; undefined when none is wanted. */
export async function openOwnPort(context: ITriggerFunctions): Promise<Listener | undefined> {
	if (context.getNodeParameter('ownPort', false) !== true) return undefined;
	const store = await storeSettings(context);
	const { gate, budget, ...starting } = await readSettings(context);
	const listening = {
		host: String(context.getNodeParameter('host', '127.0.0.1')),
		port: Number(context.getNodeParameter('port', 8127)),
		bytesMax: Number(context.getNodeParameter('megabytesMax', 16)) * MEGABYTE,
	};
	const surroundings = surroundingsOf(context);
	const answer = async (request: Parameters<typeof collectRequest>[2], sender: string): Promise<SourceAnswer> => {
		try {
			const { answer, items } = await borrowParts(store, async (parts) => {
				const engine: Engine = { ...parts, ...surroundings };
				const { answer, fresh } = await collectRequest(engine, { ...gate, ...admittance(budget, sender) }, request);
				return { answer, items: await startingItems(engine, { ...starting, isTest: false }, fresh) };
			});
			if (items.length > 0) context.emit([items]);
			return answer;
		} catch (error) {
			return unavailable(context, error);
		}
	};
	return await openListener(listening, answer).catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
}

/** What an engine has beside its store and workers. */
function surroundingsOf(context: ITriggerFunctions): Pick<Engine, 'clock' | 'random' | 'request' | 'notify'> {
	return {
		clock: systemClock,
		random: seededRandom(1),
		request: requestOf(context),
		notify: {
			progress: (sentence) => context.logger.info(sentence),
			hint: (sentence) => context.logger.warn(sentence),
		},
	};
}

/** Nothing was stored: the sender is asked to come again. Of the request, nothing reaches the log. */
function unavailable(context: ITriggerFunctions, error: unknown): SourceAnswer {
	const sentence = error instanceof Error ? error.message : String(error);
	context.logger.error(`${context.getNode().name}: a request could not be stored: ${sentence}`);
	const isKnown = isCohortsError(error) && error.remedy !== 'report';
	return {
		status: 503,
		headers: { 'retry-after': '5' },
		body: { error: isKnown ? 'Events cannot be stored at the moment: send them again later' : 'Internal fault: send again later' },
	};
}
