import {
	NodeConnectionTypes,
	NodeOperationError,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { positionBeforeLatest, presentPosition, readChanges, type ChangePosition, type Engine } from '../../lib';
import { storeCredentials } from '../shared/storeCredentials';
import { storeMethods } from '../shared/storeMethods';
import { toNodeError } from '../shared/toNodeError';
import { withTriggerEngine } from '../shared/withEngine';
import { readSettings, type Settings } from './readSettings';
import { showChanges } from './showChanges';

/** What the trigger remembers between polls, in n8n's static data. */
interface Remembered {
	position?: ChangePosition;
}

/** How many changes a test in the editor shows. */
const SAMPLE_CHANGES = 10;

export class SegmentChangeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Segment Change Trigger',
		name: 'segmentChangeTrigger',
		icon: { light: 'file:segmentChangeTrigger.svg', dark: 'file:segmentChangeTrigger.dark.svg' },
		group: ['trigger'],
		version: [1],
		subtitle: '={{ $parameter["triggerOn"] }}',
		description: 'Starts when customers enter or leave segments',
		eventTriggerDescription: '',
		activationMessage: 'Changes from now on start this workflow; what is in the segments already does not',
		defaults: { name: 'Segment Change Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: storeCredentials,
		properties: [
			{
				displayName: 'Trigger On',
				name: 'triggerOn',
				type: 'options',
				default: 'both',
				description: 'Which changes start this workflow',
				options: [
					{ name: 'Customer Enters or Leaves', value: 'both', description: 'A customer who moves leaves one segment and enters another' },
					{ name: 'Customer Enters', value: 'entered', description: 'Also the first time a customer is in any segment' },
					{ name: 'Customer Leaves', value: 'left', description: 'Also when a customer fits no segment any more, or objects to profiling' },
				],
			},
			{
				displayName: 'Segment Names or IDs',
				name: 'segments',
				type: 'multiOptions',
				default: [],
				typeOptions: { loadOptionsMethod: 'getSegments' },
				description: 'Segments to watch; none chosen: all. A chosen segment goes on to be watched when its name changes. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				default: 'customers',
				description: 'What each poll with changes gives',
				options: [
					{ name: 'One Item per Customer', value: 'customers', description: 'Who entered or left which segment, and why' },
					{ name: 'One Item with Counts', value: 'counts', description: 'How many entered and left each segment' },
				],
			},
			{
				displayName: 'Most Changes per Poll',
				name: 'changesMax',
				type: 'number',
				default: 1000,
				typeOptions: { minValue: 1, maxValue: 100000 },
				description: 'What is beyond comes with the next poll, and nothing is lost',
			},
		],
	};

	methods = storeMethods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			const settings = readSettings(this);
			return await withTriggerEngine(this, async (engine) =>
				this.getMode() === 'manual' ? await showSample(this, engine, settings) : await pollChanges(this, engine, settings),
			);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}

/** The first poll only takes note of where it is: what was there before is no change. */
async function pollChanges(context: IPollFunctions, engine: Engine, settings: Settings): Promise<INodeExecutionData[][] | null> {
	const remembered = context.getWorkflowStaticData('node') as Remembered;
	if (remembered.position === undefined) {
		remembered.position = await presentPosition(engine);
		return null;
	}
	const { changes, position } = await readChanges(engine, { ...settings.wanted, after: remembered.position, limit: settings.limit });
	remembered.position = position;
	return changes.length === 0 ? null : [showChanges(changes, settings.output)];
}

/** The latest changes there were, which leaves what is remembered as it is. */
async function showSample(context: IPollFunctions, engine: Engine, settings: Settings): Promise<INodeExecutionData[][]> {
	const after = await positionBeforeLatest(engine);
	const latest = await readChanges(engine, { ...settings.wanted, after, limit: SAMPLE_CHANGES });
	const { changes } = latest.changes.length > 0
		? latest
		: await readChanges(engine, { ...settings.wanted, after: { changedAt: 0 }, limit: SAMPLE_CHANGES });
	if (changes.length > 0) return [showChanges(changes, settings.output)];
	throw new NodeOperationError(context.getNode(), 'No customer has entered or left these segments yet', {
		description: "Run Customer Segments · Discover first, or change 'Trigger On' or 'Segments'.",
	});
}
