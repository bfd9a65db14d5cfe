import { resolve } from 'node:path';
import type { WorkflowJson } from './types';

/** What a person types into the import workflow before the first run. */
export interface HistorySettings {
	/** Path of the file of events. */
	readonly file: string;
	readonly timeFormat: string;
	readonly currency: string;
	/** Columns whose names do not tell what they are, by field. */
	readonly columns: Readonly<Record<string, string>>;
}

/** The import workflow filled in: the file pinned on "Your File", the columns in the options of "Import Events". */
export function withHistory<Json extends WorkflowJson>(workflow: Json, history: HistorySettings): Json {
	const { timeFormat, currency, columns } = history;
	const column = Object.entries(columns).map(([field, name]) => ({ field, name }));
	const nodes = workflow.nodes.map((node) => {
		if (node.name !== 'Import Events' || column.length === 0) return node;
		const importOptions = { ...(node.parameters.importOptions as object), columns: { column } };
		return { ...node, parameters: { ...node.parameters, importOptions } };
	});
	const pinned = { file: resolve(history.file), timeFormat, currency };
	return { ...workflow, nodes, pinData: { 'Your File': [{ json: pinned }] } };
}
