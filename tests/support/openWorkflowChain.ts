import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { expect } from 'vitest';
import type { Sql } from '../../lib/sql/sql';
import { openDuckDbStore } from '../../lib/store/duckdb/openDuckDbStore';
import { closeEngines } from '../../nodes/shared/engines';
import { defaultStoreFolder } from '../../nodes/shared/storeSettings';
import { openInProcessN8n, type RunOptions, type WorkflowJson, type WorkflowRun } from '../../scripts/n8n/inProcess';
import { shippedWorkflows } from '../../scripts/n8n/shippedWorkflows';
import { withHistory } from '../../scripts/n8n/withHistory';

const shipped = new Map(shippedWorkflows().map((workflow) => [workflow.file, workflow]));

/** The shipped workflows in an n8n of their own, over the store in its user folder. */
export interface WorkflowChain {
	/** Removed by `close`, with everything in it. */
	readonly folder: string;
	/** Runs the import workflow on a file of events. */
	importFile(
		file: string,
		change?: (json: WorkflowJson) => WorkflowJson,
		credentials?: RunOptions['credentials'],
	): Promise<WorkflowRun>;
	/** Runs a shipped workflow; throws the error that stopped it. */
	run(file: string, change?: (json: WorkflowJson) => WorkflowJson, options?: RunOptions): Promise<WorkflowRun>;
	/** Asks the store itself, while no node holds it. */
	query<Row>(statement: Sql): Promise<Row[]>;
	close(): Promise<void>;
}

export async function openWorkflowChain(): Promise<WorkflowChain> {
	const folder = mkdtempSync(join(tmpdir(), 'cohorts-chain-'));
	const n8n = await openInProcessN8n({ userFolder: join(folder, 'n8n') });
	const run: WorkflowChain['run'] = async (file, change = (json) => json, options = {}) => {
		const finished = await n8n.run(change(shipped.get(file) as WorkflowJson), options);
		if (finished.error !== undefined) throw finished.error;
		expect(finished.status).toBe('success');
		return finished;
	};
	return {
		folder,
		run,
		importFile: async (file, change = (json) => json, credentials = {}) => {
			const history = { file, timeFormat: '', currency: 'EUR', columns: {} };
			return await run('import-customer-history.json', (json) => change(withHistory(json, history)), {
				credentials,
			});
		},
		query: async <Row>(statement: Sql) => {
			await closeEngines();
			const store = await openDuckDbStore({ folder: defaultStoreFolder() });
			try {
				return (await store.query(statement)) as Row[];
			} finally {
				await store.close();
			}
		},
		close: async () => {
			await closeEngines();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** JSON of the items a node put out. */
export function rowsOf(finished: WorkflowRun, node: string): IDataObject[] {
	return finished.items(node).map(({ json }) => json);
}

/** Sets parameters of nodes by name, and enables them, as a person does in the editor. */
export function withParameters(
	changes: Readonly<Record<string, IDataObject>>,
): (json: WorkflowJson) => WorkflowJson {
	return (json) => ({
		...json,
		nodes: json.nodes.map((node) => {
			const change = changes[node.name];
			if (change === undefined) return node;
			const parameters = { ...node.parameters, ...change } as typeof node.parameters;
			return { ...node, disabled: false, parameters };
		}),
	});
}
