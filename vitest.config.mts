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
	'tests/lib/features/text/{analyzeSentiment,trainTopics}.test.ts',
	'tests/lib/messages/writeMessages.test.ts',
	'tests/lib/propensity/{buildTrainingSet,propensity}.test.ts',
	'tests/lib/report/{buildReport,oddInput,plots}.test.ts',
	'tests/lib/segments/{discoverSegments,overTime}.test.ts',
	'tests/lib/segments/clustering/chooseClusters.test.ts',
	'tests/scripts/simulate/writeSimulation.test.ts',
];

/** What every store has to hold, run on each engine: the contract, both readings of features, models in SQL, consent. */
const onEveryStore = [
	'tests/contracts/{ruleOperators,store}.test.ts',
	'tests/lib/segments/rules/{evaluateRules,refreshRules}.test.ts',
	'tests/lib/features/{catalogue,compileFeatures,computeSnapshot,embedCustomerTexts,evaluateFeatures,money,sessions,understandTickets}.test.ts',
	'tests/lib/models/*.test.ts',
	'tests/lib/privacy/{consentOf,gates}.test.ts',
	'tests/lib/segments/memberships.test.ts',
];

/** The rest of what reads or writes a store; on the servers in deep runs alone, where a test may take minutes. */
const onEveryStoreDeep = [
	...onEveryStore,
	'tests/lib/delivery/{deliverMessages,promises,reserveDeliveries}.test.ts',
	'tests/lib/events/{identity,importEvents}.test.ts',
	'tests/lib/features/{ownFeature,previewFeature,snapshots}.test.ts',
	'tests/lib/features/rfm/scoreRfm.test.ts',
	'tests/lib/offers/{chooseOffers,promises}.test.ts',
	'tests/lib/privacy/screen/optedOut.test.ts',
	'tests/lib/propensity/propensity.test.ts',
	'tests/scenarios/plantedTruth.test.ts',
];

const isDeep = process.env.COHORTS_DEEP === '1';
const startServer = 'tests/support/databases/startServer.ts';

/** The same tables spread over a cluster; the rest of what reads a store in deep runs. */
function onCluster() {
	const server = onServer('clickhouse');
	const include = isDeep ? onEveryStoreDeep : ['tests/contracts/store.test.ts', 'tests/lib/features/computeSnapshot.test.ts'];
	const env = { ...server.test.env, COHORTS_TEST_CLUSTER: 'customers' };
	return { ...server, test: { ...server.test, name: 'cluster', include, env } };
}

function onServer(name: 'postgres' | 'clickhouse') {
	return {
		extends: true as const,
		test: {
			name,
			include: isDeep ? onEveryStoreDeep : onEveryStore,
			env: { COHORTS_TEST_STORE: name },
			globalSetup: ['tests/support/buildKernels.mjs', startServer],
			testTimeout: 120_000,
			hookTimeout: 120_000,
		},
	};
}

/** Six projects: `unit` and `thorough` run on sources; `workflows` runs workflow JSON on the built package; the last three run
 * what every store has to hold on Postgres, ClickHouse and a cluster of it, beside the embedded one of all others. */
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
					globalSetup: ['tests/support/buildKernels.mjs', startServer],
				},
			},
			{
				extends: true,
				test: { name: 'thorough', include: thorough, globalSetup: ['tests/support/buildKernels.mjs', startServer] },
			},
			{
				extends: true,
				test: {
					name: 'workflows',
					include: ['tests/{workflows,scenarios,parity}/**/*.test.ts'],
					globalSetup: ['tests/support/buildPackage.mjs', startServer],
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
			onServer('postgres'),
			onServer('clickhouse'),
			onCluster(),
		],
	},
});
