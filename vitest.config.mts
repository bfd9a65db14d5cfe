import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

/** One n8n-workflow for sources, tests and n8n-core: its ES build would be a second set of error classes. */
const alias = { 'n8n-workflow': createRequire(import.meta.url).resolve('n8n-workflow') };

/** Two projects: `unit` runs on sources in seconds; `workflows` runs workflow JSON on the built package. */
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
					globalSetup: 'tests/support/buildKernels.mjs',
				},
			},
			{
				extends: true,
				test: {
					name: 'workflows',
					include: ['tests/{workflows,scenarios,parity}/**/*.test.ts'],
					globalSetup: 'tests/support/buildPackage.mjs',
					testTimeout: 120_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});
