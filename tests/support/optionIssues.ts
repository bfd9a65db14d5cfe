import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodeTypeDescription,
	type NodeParameterValueType,
} from 'n8n-workflow';

type Values = Record<string, NodeParameterValueType>;

/** Values that are not among the options of their field; n8n itself never checks, it shows an empty field. */
export function findOptionIssues(node: INode, description: INodeTypeDescription): string[] {
	const isShown = (property: INodeProperties) =>
		NodeHelpers.displayParameterPath(node.parameters, property, '', node, description);
	return issuesIn(description.properties.filter(isShown), node.parameters);
}

function issuesIn(properties: readonly INodeProperties[], values: Values): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		const fields = properties.filter((property) => property.name === name);
		if (fields.length === 0 || isExpression(value)) return [];
		const findings = fields.map((field) => issuesOf(field, value));
		return findings.some((issues) => issues.length === 0) ? [] : findings[0];
	});
}

function issuesOf(field: INodeProperties, value: NodeParameterValueType): string[] {
	if (field.type === 'options' || field.type === 'multiOptions') return wrongChoices(field, value);
	if (field.type === 'collection') return issuesIn(field.options as INodeProperties[], value as INodeParameters);
	if (field.type !== 'fixedCollection') return [];
	return (field.options as INodePropertyCollection[]).flatMap((group) =>
		[(value as Values)[group.name] ?? []].flat().flatMap((entry) => issuesIn(group.values, entry as Values)),
	);
}

function wrongChoices(field: INodeProperties, value: NodeParameterValueType): string[] {
	if (field.typeOptions?.loadOptionsMethod !== undefined || field.typeOptions?.loadOptions !== undefined) return [];
	const known = (field.options ?? []).flatMap((option) => ('value' in option ? [option.value] : []));
	return [value]
		.flat()
		.filter((choice) => !known.includes(choice as string))
		.map((choice) => `"${String(choice)}" is no option of "${field.name}": known are ${known.join(', ')}`);
}

function isExpression(value: NodeParameterValueType): boolean {
	return typeof value === 'string' && value.startsWith('=');
}
