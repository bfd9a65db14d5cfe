import { defineConfig } from 'vitest/config';

/** Tests in a whole n8n with a real browser: one n8n for all files, so files run one after the other. */
export default defineConfig({
	test: {
		name: 'e2e',
		include: ['tests/e2e/**/*.e2e.test.ts'],
		globalSetup: ['tests/support/buildPackage.mjs', 'tests/e2e/support/runningN8n.ts'],
		pool: 'forks',
		fileParallelism: false,
		testTimeout: 180_000,
		hookTimeout: 300_000,
	},
});
