import { NodeHelpers, Workflow, type INodeParameters, type INodeTypes } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { CustomerFeatures } from '../../nodes/CustomerFeatures/CustomerFeatures.node';

const type = new CustomerFeatures();
const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) } as unknown as INodeTypes;

/** Inputs as the editor draws them for a node with these parameters. */
function inputsOf(parameters: INodeParameters): unknown[] {
	const node = { id: '1', name: 'Features', type: 'customerFeatures', typeVersion: 1, position: [0, 0] as [number, number], parameters };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return NodeHelpers.getNodeInputs(workflow, node, type.description).map((input) => (typeof input === 'string' ? input : input.type));
}

test('an input for a model or for embeddings is there only with the choice that needs it', () => {
	expect(inputsOf({ operation: 'compute' })).toEqual(['main']);
	expect(inputsOf({ operation: 'understandText', languageModel: 'anthropic' })).toEqual(['main']);
	expect(inputsOf({ operation: 'understandText', languageModel: 'chatModel' })).toEqual(['main', 'ai_languageModel']);
	expect(inputsOf({ operation: 'embedText', languageModel: 'embeddings' })).toEqual(['main', 'ai_embedding']);
	expect(inputsOf({ operation: 'embedText', languageModel: 'none' })).toEqual(['main']);
	expect(inputsOf({ operation: 'customerVector', languageModel: 'chatModel' })).toEqual(['main']);
});
