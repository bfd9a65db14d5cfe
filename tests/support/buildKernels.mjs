import { buildKernels } from '../../scripts/buildKernels.mjs';
import { compileLib } from './compileLib.mjs';

/** Tests on sources need only what worker threads load; a type error elsewhere must not stop them. */
export async function setup() {
	compileLib();
	await buildKernels();
}
