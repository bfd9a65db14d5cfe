import { buildKernels } from '../../scripts/buildKernels.mjs';

/** Tests on sources need only the WebAssembly files; a type error elsewhere must not stop them. */
export async function setup() {
	await buildKernels();
}
