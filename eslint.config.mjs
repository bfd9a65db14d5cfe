import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import typescript from 'typescript-eslint';

const community = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;
const nodesBase = { 'n8n-nodes-base': n8nNodesBase };

/** What n8n's own `n8n-node lint` switches off as well, because current n8n asks for the opposite. */
const outdatedNodeRules = {
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};
const outdatedCredentialRules = {
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};

/** Rules of community nodes this package breaks on purpose. One line, one reason. */
const packageExceptions = {
	// The product is an engine: DuckDB, the vendors' SDKs and the plots are run-time dependencies; self-hosted only.
	'@n8n/community-nodes/no-runtime-dependencies': 'off',
	// linkedom, a dependency of n8n-nodes-base, which is a dev dependency: nothing of it is installed by users.
	'@n8n/community-nodes/no-overrides-field': 'off',
};

/** DESIGN.md and STYLE.md in numbers. */
const houseLimits = {
	'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
	'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
	complexity: ['error', 8],
	'max-params': ['error', 3],
	'no-console': 'error',
};

const types = {
	'@typescript-eslint/no-explicit-any': 'error',
	'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
	'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
};

export default typescript.config(
	{
		ignores: [
			'**/node_modules/**', 'dist/**', '.n8n-full/**', '.cache/**', 'demo-output/**', 'coverage/**',
			'lib/compute/kernels/assembly/**', // AssemblyScript: its operators and types are not TypeScript's.
		],
	},
	{
		files: ['**/*.{ts,mts,mjs,js}'],
		extends: [js.configs.recommended, typescript.configs.recommended],
		rules: types,
	},
	{ files: ['{nodes,credentials,lib}/**/*.ts'], rules: houseLimits },
	{
		files: ['{nodes,credentials}/**/*.ts'],
		plugins: { ...community.plugins, ...nodesBase },
		rules: community.rules,
	},
	{ files: ['nodes/**/*.ts'], rules: { ...n8nNodesBase.configs.nodes.rules, ...outdatedNodeRules } },
	{
		files: ['credentials/**/*.ts'],
		rules: { ...n8nNodesBase.configs.credentials.rules, ...outdatedCredentialRules },
	},
	{
		files: ['package.json'],
		plugins: { ...community.plugins, ...nodesBase },
		languageOptions: { parser: typescript.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: { ...community.rules, ...n8nNodesBase.configs.community.rules, ...packageExceptions },
	},
	{
		// Commands and tests print, and a describe block is one function: only the limits that keep them readable.
		files: ['scripts/**/*.{ts,mjs}', 'tests/**/*.{ts,mjs}', '*.{js,mjs,mts}', '.ci/*.mjs'],
		languageOptions: {
			globals: { process: 'readonly', console: 'readonly', performance: 'readonly', fetch: 'readonly', URL: 'readonly', Buffer: 'readonly', setTimeout: 'readonly', module: 'readonly', require: 'readonly', exports: 'writable' },
		},
		rules: { 'max-lines': ['error', 400], complexity: ['error', 12], 'max-params': ['error', 4] },
	},
	{
		files: ['**/*.js'],
		rules: { '@typescript-eslint/no-require-imports': 'off' }, // gulpfile.js is CommonJS.
	},
);
