import { NodeHelpers, type INode, type INodeParameters, type INodeTypeDescription, type INodeTypes } from 'n8n-workflow';
import type { WorkflowJson } from '../../scripts/n8n/inProcess';
import { findOptionIssues } from './optionIssues';

/** Types a whole n8n knows but the in-process one does not load; only their names are checked. */
const notLoaded = /^@n8n\/n8n-nodes-langchain\./;
const stickyNote = 'n8n-nodes-base.stickyNote';

/** Everything that would greet a person who imports this workflow with a question mark or a red triangle. */
export function findWorkflowIssues(workflow: WorkflowJson, nodeTypes: INodeTypes): string[] {
	return [
		...workflow.nodes.flatMap((node) => issuesOfNode(node, nodeTypes).map((issue) => `${node.name}: ${issue}`)),
		...issuesOfConnections(workflow),
	];
}

function issuesOfNode(node: INode, nodeTypes: INodeTypes): string[] {
	if (notLoaded.test(node.type)) return [];
	const description = describe(node, nodeTypes);
	if (description === undefined) return [`node type "${node.type}" does not exist`];
	const versions = [description.version].flat();
	if (!versions.includes(node.typeVersion)) {
		return [`version ${node.typeVersion} of "${node.type}" does not exist: known are ${versions.join(', ')}`];
	}
	return [...unknownParameters(node, description), ...invalidValues(node, description), ...missingIdentity(node, description)];
}

function describe(node: INode, nodeTypes: INodeTypes): INodeTypeDescription | undefined {
	try {
		return nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description;
	} catch {
		return undefined; // n8n's loaders throw for a name they do not know.
	}
}

/** Parameters the description does not have, or does not show with these other values: n8n drops them silently. */
function unknownParameters(node: INode, description: INodeTypeDescription): string[] {
	const kept = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description);
	return pathsOf(node.parameters)
		.filter((path) => !hasPath(kept ?? {}, path))
		.map((path) => `parameter "${path.join('.')}" is unknown or not shown with these values`);
}

function invalidValues(node: INode, description: INodeTypeDescription): string[] {
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	const missing = issues === null ? [] : NodeHelpers.nodeIssuesToString(issues, node);
	return [...missing, ...findOptionIssues(node, description)];
}

/** Without its webhookId a webhook answers under another path; a credential's id belongs to one n8n only. */
function missingIdentity(node: INode, description: INodeTypeDescription): string[] {
	const startsRuns = description.webhooks?.some(({ restartWebhook }) => restartWebhook !== true) ?? false;
	const needsWebhookId = startsRuns && node.webhookId === undefined;
	return [
		...(needsWebhookId ? ['has a webhook but no webhookId'] : []),
		...Object.keys(node.credentials ?? {}).map((type) => `carries the credential "${type}" of one installation`),
	];
}

function issuesOfConnections({ nodes, connections }: WorkflowJson): string[] {
	const names = nodes.map(({ name }) => name);
	const links = Object.entries(connections).flatMap(([from, outputs]) =>
		Object.values(outputs).flat().flatMap((targets) => (targets ?? []).map(({ node }) => ({ from, to: node }))),
	);
	const dangling = links.flatMap(({ from, to }) => [from, to]).filter((name) => !names.includes(name));
	const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
	const alone = nodes.filter(({ name, type }) => type !== stickyNote && !linked.has(name));
	return [
		...[...new Set(dangling)].map((name) => `a connection names "${name}", which is no node`),
		...alone.map(({ name }) => `${name}: is connected to nothing`),
		...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two nodes are called "${name}"`),
	];
}

/** Paths to every leaf; arrays and empty objects are leaves, because their inside has no description of its own. */
function pathsOf(value: INodeParameters, before: string[] = []): string[][] {
	return Object.entries(value).flatMap(([key, inner]) => {
		const path = [...before, key];
		const isBranch = inner !== null && typeof inner === 'object' && !Array.isArray(inner) && Object.keys(inner).length > 0;
		return isBranch ? pathsOf(inner as INodeParameters, path) : [path];
	});
}

function hasPath(value: unknown, path: readonly string[]): boolean {
	let current = value;
	for (const key of path) {
		if (current === null || typeof current !== 'object' || !(key in current)) return false;
		current = (current as Record<string, unknown>)[key];
	}
	return true;
}
