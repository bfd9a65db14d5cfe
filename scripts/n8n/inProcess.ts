import 'reflect-metadata';
import type {
	IExecuteResponsePromiseData,
	INode,
	INodeTypes,
	IRun,
	ITaskData,
	IWorkflowBase,
	Workflow,
} from 'n8n-workflow';
import { additionalDataFor, type CredentialSource } from './additionalData';
import { loadNodeTypes } from './nodeTypes';
import type {
	InProcessN8n,
	InProcessOptions,
	LogLine,
	NodeFinished,
	RunOptions,
	WorkflowJson,
	WorkflowRun,
} from './types';

export type { InProcessN8n, LogLine, NodeFinished, RunOptions, WorkflowJson, WorkflowRun } from './types';

/**
 * n8n's own engine without its server: node types of the built package and of n8n-nodes-base, and a
 * `run` that executes workflow JSON as the editor would. One user folder per process.
 */
export async function openInProcessN8n(options: InProcessOptions): Promise<InProcessN8n> {
	prepareEnvironment(options.userFolder);
	const { BinaryDataService } = await import('n8n-core');
	const { Container } = await import('@n8n/di');
	await forwardLogs(options.onLog ?? (() => {}));
	const { nodeTypes, credentialType: typeOf } = await loadNodeTypes(options.packageFolder, options.extraNodes);
	await Container.get(BinaryDataService).init();
	return {
		nodeTypes,
		run: (workflow, { credentials = {}, ...runOptions } = {}) =>
			runWorkflow({ nodeTypes, credentials: { values: credentials, typeOf } }, workflow, runOptions),
	};
}

/** n8n reads its settings from the environment when it is first imported. */
function prepareEnvironment(userFolder: string): void {
	process.env.N8N_USER_FOLDER = userFolder;
	process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'default';
	process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
	process.env.N8N_ENCRYPTION_KEY ??= 'in-process';
}

/** Puts our listener in the place of n8n's own logger, which prints to the terminal. */
async function forwardLogs(onLog: (line: LogLine) => void): Promise<void> {
	const { Logger } = await import('@n8n/backend-common');
	const { Container } = await import('@n8n/di');
	const at = (level: LogLine['level']) => (message: string) => onLog({ level, message });
	const logger = { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
	Container.set(Logger, { ...logger, scoped: () => logger } as unknown as InstanceType<typeof Logger>);
}

async function runWorkflow(
	{ nodeTypes, credentials }: { nodeTypes: INodeTypes; credentials: CredentialSource },
	json: WorkflowJson,
	options: Omit<RunOptions, 'credentials'>,
): Promise<WorkflowRun> {
	const { WorkflowExecute } = await import('n8n-core');
	const workflow = await toWorkflow(nodeTypes, json);
	const mode = options.mode ?? 'manual';
	const finished: NodeFinished[] = [];
	const answers: IExecuteResponsePromiseData[] = [];
	const additionalData = await additionalDataFor(toBase(json), mode, credentials);
	additionalData.hooks?.addHandler('nodeExecuteBefore', (node) => options.onNodeStart?.(node));
	additionalData.hooks?.addHandler('nodeExecuteAfter', (node, task) => {
		finished.push(toNodeFinished(node, task));
		options.onNodeFinish?.(finished[finished.length - 1]);
	});
	additionalData.hooks?.addHandler('sendResponse', (answer) => void answers.push(answer));
	const started = performance.now();
	const running = new WorkflowExecute(additionalData, mode).run({
		workflow,
		startNode: findStartNode(workflow, options.startNode),
		pinData: { ...json.pinData, ...options.pinData },
	});
	const cancel = () => running.cancel();
	options.signal?.addEventListener('abort', cancel, { once: true });
	const raw = await running.finally(() => options.signal?.removeEventListener('abort', cancel));
	return toWorkflowRun(raw, { finished, answers, seconds: (performance.now() - started) / 1000 });
}

async function toWorkflow(nodeTypes: INodeTypes, json: WorkflowJson): Promise<Workflow> {
	const { Workflow: WorkflowClass } = await import('n8n-workflow');
	const { id, name, nodes, connections, settings } = toBase(json);
	const parameters = { id, name, nodes, connections, settings, nodeTypes, active: false };
	return new WorkflowClass(parameters);
}

/** A copy: the engine writes defaults into the nodes it runs. */
function toBase(json: WorkflowJson): IWorkflowBase {
	const never = new Date(0);
	const { nodes, connections } = structuredClone(json);
	const settings = { ...json.settings, executionOrder: 'v1' as const };
	const identity = { id: json.id ?? 'in-process', name: json.name ?? 'In process' };
	const state = { active: false, isArchived: false, activeVersionId: null };
	return { ...identity, ...state, nodes, connections, settings, createdAt: never, updatedAt: never };
}

function findStartNode(workflow: Workflow, name: string | undefined): INode {
	const isTrigger = (node: INode): boolean =>
		workflow.nodeTypes
			.getByNameAndVersion(node.type, node.typeVersion)
			.description.group.includes('trigger');
	const found =
		name === undefined
			? Object.values(workflow.nodes).find(
					(node) => !node.disabled && isTrigger(node) && node.name in workflow.connectionsBySourceNode,
				)
			: workflow.getNode(name);
	if (found) return found;
	throw new Error(
		name === undefined
			? `Workflow "${workflow.name ?? ''}" has no connected trigger: name a start node`
			: `Workflow "${workflow.name ?? ''}" has no node "${name}" to start from`,
	);
}

function toNodeFinished(node: string, task: ITaskData): NodeFinished {
	const outputs = Object.values(task.data ?? {}).flat();
	return {
		node,
		itemCount: outputs.reduce((sum, items) => sum + (items?.length ?? 0), 0),
		seconds: task.executionTime / 1000,
		error: task.error,
		hints: task.hints ?? [],
	};
}

function toWorkflowRun(
	raw: IRun,
	seen: Pick<WorkflowRun, 'finished' | 'answers' | 'seconds'>,
): WorkflowRun {
	const { runData, error } = raw.data.resultData;
	return {
		status: raw.status,
		error,
		...seen,
		items: (node, output = 0) =>
			(runData[node] ?? []).flatMap((task) => task.data?.main?.[output] ?? []),
		raw,
	};
}
