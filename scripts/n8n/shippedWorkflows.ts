import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { WorkflowJson } from './types';

export interface ShippedWorkflow extends WorkflowJson {
	/** The file's id, or its name without the ending: stable, so that importing twice replaces. */
	readonly id: string;
	readonly name: string;
	readonly file: string;
}

export const importWorkflow = 'import-customer-history.json';
export const nightlyWorkflow = 'nightly-segment-refresh.json';

/** Every workflow this package ships, in alphabetical order, ready for n8n's import. */
export function shippedWorkflows(folder: string = resolve(__dirname, '../../workflows')): ShippedWorkflow[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => {
			const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkflowJson;
			const slug = basename(file, '.json');
			return { ...json, id: json.id ?? slug, name: json.name ?? slug, file };
		});
}

/** Nodes that work only with the account of somebody else's service. */
const needsAccount = /\.(?:googleBigQuery|snowflake|kafkaTrigger)$/;

/** n8n refuses to publish a workflow that only a person can start, or one whose account is missing. */
export function canBePublished({ nodes }: ShippedWorkflow): boolean {
	if (nodes.some(({ type }) => needsAccount.test(type))) return false;
	return nodes.some(({ type }) => /(?:Trigger|webhook)$/.test(type) && !type.endsWith('.manualTrigger'));
}
