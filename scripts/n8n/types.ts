import type {
	IConnections,
	ICredentialDataDecryptedObject,
	IExecuteResponsePromiseData,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IPinData,
	IRun,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A workflow as the editor exports it: the file that is imported by hand is the file that runs here. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly pinData?: IPinData;
}

export interface RunOptions {
	/** Name of the node to start from; without it the first enabled trigger with a connection. */
	readonly startNode?: string;
	/** Output of a node by its name, instead of running it: how a webhook's request is given. */
	readonly pinData?: IPinData;
	/** Decrypted data by credential type. */
	readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	/** `manual` is the editor's Execute button (default); `trigger` is a production run. */
	readonly mode?: WorkflowExecuteMode;
	/** Stops the run after the node at work has noticed; the status is then `canceled`. */
	readonly signal?: AbortSignal;
	readonly onNodeStart?: (node: string) => void;
	readonly onNodeFinish?: (finished: NodeFinished) => void;
}

export interface NodeFinished {
	readonly node: string;
	/** Items over all outputs. */
	readonly itemCount: number;
	readonly seconds: number;
	readonly error: Error | undefined;
	readonly hints: readonly NodeExecutionHint[];
}

export interface WorkflowRun {
	readonly status: IRun['status'];
	/** The error that stopped the run; a node set to continue reports its own in `finished`. */
	readonly error: Error | undefined;
	readonly seconds: number;
	/** One entry per run of a node, in the order they ended. */
	readonly finished: readonly NodeFinished[];
	/** Items a node put out (all its runs), with their binary data; empty when it did not run. */
	items(node: string, output?: number): INodeExecutionData[];
	/** What *Respond to Webhook* nodes answered, in order. */
	readonly answers: readonly IExecuteResponsePromiseData[];
	/** Everything n8n knows about the run. */
	readonly raw: IRun;
}

export interface InProcessN8n {
	readonly nodeTypes: INodeTypes;
	run(workflow: WorkflowJson, options?: RunOptions): Promise<WorkflowRun>;
}

export interface InProcessOptions {
	/** Folder of the built package; the folder of this repository by default. */
	readonly packageFolder?: string;
	/** What N8N_USER_FOLDER is for n8n: the embedded store's folder is made below it. */
	readonly userFolder: string;
	/** Further node types by full name, for sub-nodes that come from packages not installed here. */
	readonly extraNodes?: Readonly<Record<string, INodeType>>;
	/** Lines that nodes and the engine log; without it they are dropped. */
	readonly onLog?: (line: LogLine) => void;
}

export interface LogLine {
	readonly level: 'error' | 'warn' | 'info' | 'debug';
	readonly message: string;
}
