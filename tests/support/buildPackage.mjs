import { buildWhenNeeded } from '../../scripts/build.mjs';

/** Workflow tests run dist/, the same files that n8n loads. */
export async function setup() {
	await buildWhenNeeded((sentence) => process.stderr.write(`▸ ${sentence}\n`));
}
