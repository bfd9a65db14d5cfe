import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { AnyOperation } from '../operation';

/** The Operation list and every operation's fields, each shown for its own operation only. */
export function operationFields(operations: readonly AnyOperation[]): INodeProperties[] {
	const sorted = [...operations].sort((left, right) => left.label.localeCompare(right.label));
	// eslint-disable-next-line n8n-nodes-base/node-param-default-missing -- it is there, but not a literal
	const field: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: operations[0].name,
		options: sorted.map(({ label, name, action, description }) => ({
			name: label,
			value: name,
			action,
			description,
		})),
	};
	return [
		field,
		...operations.flatMap((operation) =>
			updateDisplayOptions({ show: { operation: [operation.name] } }, [...operation.fields]),
		),
	];
}
