import type { IDataObject, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { openRequestBudget, type Gate, type RequestBudget } from '../../lib';
import { readMapping } from './mappingFields';
import { readPrivacy } from '../shared/fields/privacyField';

/** What the trigger's fields say, for a request through n8n and one through its own port alike. */
export interface TriggerSettings {
	readonly gate: Gate;
	/** "nothing", "chosenEvents", "everyEvent" or "entersSegment". */
	readonly startOn: string;
	/** Names separated by commas. */
	readonly eventNames: string;
	/** The same for segments; empty for all made by rules. */
	readonly segmentNames: string;
	/** Absent when senders may send as much as they like. */
	readonly budget?: RequestBudget;
}

export async function readSettings(context: ITriggerFunctions | IWebhookFunctions): Promise<TriggerSettings> {
	const budget = budgetOf(context, Number(context.getNodeParameter('requestsPerMinute', 0)));
	return {
		gate: await readGate(context),
		startOn: String(context.getNodeParameter('startOn', 'nothing')),
		eventNames: String(context.getNodeParameter('eventNames', '')),
		segmentNames: String(context.getNodeParameter('segmentNames', '')),
		...(budget === undefined ? {} : { budget }),
	};
}

async function readGate(context: ITriggerFunctions | IWebhookFunctions): Promise<Gate> {
	const source = context.getNodeParameter('source', 'auto') as Gate['source'];
	const mapping = source === 'mapped' ? { mapping: readMapping(context) } : {};
	const policy = await readPrivacy(context, context.getNodeParameter('privacy', {}) as IDataObject);
	if (context.getNodeParameter('authentication', 'none') === 'none') return { source, policy, ...mapping };
	return { source, policy, ...mapping, secret: String(context.getNodeParameter('writeKey', '')) };
}

/** On globalThis, because each request reads the settings anew and a reload of the package makes a second copy of this module. */
const budgetsKey = Symbol.for('n8n-nodes-cohorts.requestBudgets');

/** The budget of this trigger, kept from request to request; another limit starts a new one. */
function budgetOf(context: ITriggerFunctions | IWebhookFunctions, perMinute: number): RequestBudget | undefined {
	if (!(perMinute > 0)) return undefined;
	const holder = globalThis as { [budgetsKey]?: Map<string, { perMinute: number; budget: RequestBudget }> };
	const budgets = (holder[budgetsKey] ??= new Map());
	const key = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const known = budgets.get(key);
	if (known?.perMinute === perMinute) return known.budget;
	const budget = openRequestBudget(perMinute);
	budgets.set(key, { perMinute, budget });
	return budget;
}
