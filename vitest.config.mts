import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** One n8n-workflow for sources, tests and n8n-core: its ES build would be a second set of error classes. */
const alias = { 'n8n-workflow': createRequire(import.meta.url).resolve('n8n-workflow') };

/** Unit tests that train, cluster or draw at size: part of `npm test`, but not of the minute of `npm run test:unit`. */
const thorough = [
	'tests/contracts/clusterAlgorithms.test.ts',
	'tests/lib/compute/openCompute.test.ts',
	'tests/lib/events/importEvents.test.ts',
	'tests/lib/features/{evaluateFeatures,leaks,snapshots}.test.ts',
	'tests/lib/messages/writeMessages.test.ts',
	'tests/lib/propensity/{buildTrainingSet,propensity}.test.ts',
	'tests/lib/report/{buildReport,oddInput,plots}.test.ts',
	'tests/lib/segments/discoverSegments.test.ts',
	'tests/lib/segments/kmeans/chooseClusters.test.ts',
	'tests/scripts/simulate/writeSimulation.test.ts',
];

/** Three projects: `unit` and `thorough` run on sources; `workflows` runs workflow JSON on the built package. */
export default defineConfig({
	resolve: { alias },
	test: {
		pool: 'forks',
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['tests/{lib,nodes,architecture,contracts,scripts}/**/*.test.ts'],
					exclude: thorough,
					globalSetup: ['tests/support/buildKernels.mjs', 'tests/support/databases/startServer.ts'],
				},
			},
			{
				extends: true,
				test: { name: 'thorough', include: thorough, globalSetup: ['tests/support/buildKernels.mjs', 'tests/support/databases/startServer.ts'] },
			},
			{
				extends: true,
				test: {
					name: 'workflows',
					include: ['tests/{workflows,scenarios,parity}/**/*.test.ts'],
					globalSetup: ['tests/support/buildPackage.mjs', 'tests/support/databases/startServer.ts'],
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});
