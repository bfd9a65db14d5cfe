import type { WorkflowJson } from '../n8n/types';

/** A workflow that finds segments in the newest snapshot, the number chosen from 4 to 10. */
export function clusteringWorkflow(): WorkflowJson & { readonly id: string; readonly name: string } {
	const node = (name: string, type: string, parameters: WorkflowJson['nodes'][number]['parameters'], x: number) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [x, 0] as [number, number],
		parameters,
	});
	return {
		id: 'bench-clustering',
		name: 'Clustering',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}, 0),
			node('Discover', 'n8n-nodes-cohorts.customerSegments', { operation: 'discover', clustersFrom: 'auto' }, 240),
		],
		connections: { Start: { main: [[{ node: 'Discover', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
