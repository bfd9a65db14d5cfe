import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupNeeded } from '../../core/errors';
import { compiledLib } from '../compiledLib';

/** A compiled kernel: its functions take byte offsets into its own memory. */
export interface Kernel<Functions> {
	readonly functions: Functions;
	/**
	 * Makes room for parts of the given sizes in bytes and returns where each begins, 16-byte aligned.
	 * What an earlier call laid there is gone; memory grows to the largest call and stays.
	 */
	place(...sizes: number[]): number[];
	/** The memory as it is now; take it after `place`, because growing replaces it. */
	buffer(): ArrayBufferLike;
}

interface KernelExports {
	readonly memory: { readonly buffer: ArrayBufferLike; grow(pages: number): number };
	readonly heapBase: () => number;
}

/** The part of the WebAssembly API used here: Node's types leave it to the browser's. */
interface WebAssemblyApi {
	readonly Module: new (bytes: Uint8Array) => object;
	readonly Instance: new (module: object) => { readonly exports: unknown };
}

const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

const PAGE_BYTES = 65_536;
const loaded = new Map<string, Kernel<unknown>>();
const modules = new Map<string, object>();

/**
 * The kernel of that name, loaded once a thread. Throws SetupNeeded when the build did not make it.
 * The functions are those of lib/compute/kernels/assembly/<name>.ts.
 */
export function loadKernel<Functions>(name: string): Kernel<Functions> {
	const known = loaded.get(name);
	if (known !== undefined) return known as Kernel<Functions>;
	const kernel = freshKernel<Functions>(name);
	loaded.set(name, kernel);
	return kernel;
}

/** The kernel of that name with a memory of its own, for what stays in it between calls; freed with it. */
export function freshKernel<Functions>(name: string): Kernel<Functions> {
	const instance = new webAssembly.Instance(moduleOf(name));
	return kernelOf<Functions>(instance.exports);
}

function moduleOf(name: string): object {
	const known = modules.get(name);
	if (known !== undefined) return known;
	const file = join(compiledLib(), 'compute', 'kernels', `${name}.wasm`);
	if (!existsSync(file)) {
		throw new SetupNeeded(`The kernel ${file} is missing: run "npm run build" first`);
	}
	const module = new webAssembly.Module(readFileSync(file));
	modules.set(name, module);
	return module;
}

function kernelOf<Functions>(exported: unknown): Kernel<Functions> {
	const { memory, heapBase } = exported as KernelExports;
	const first = heapBase();
	return {
		functions: exported as Functions,
		buffer: () => memory.buffer,
		place: (...sizes) => {
			let end = first;
			const offsets = sizes.map((size) => {
				const offset = end;
				end += Math.ceil(size / 16) * 16;
				return offset;
			});
			const missing = end - memory.buffer.byteLength;
			if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
			return offsets;
		},
	};
}
