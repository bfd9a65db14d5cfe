// Compiles lib/compute/kernels/assembly/*.ts to WebAssembly SIMD in dist/lib/compute/kernels/.
// Plain SIMD only: relaxed SIMD may round differently from machine to machine.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main as compile } from 'assemblyscript/asc';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(root, 'lib', 'compute', 'kernels', 'assembly');
const target = join(root, 'dist', 'lib', 'compute', 'kernels');

/** Builds every kernel whose source or this script is newer than its .wasm; returns the names built. */
export async function buildKernels() {
	await mkdir(target, { recursive: true });
	const files = (await readdir(sources)).filter((file) => file.endsWith('.ts')).sort();
	const built = [];
	for (const file of files) {
		const output = join(target, `${basename(file, '.ts')}.wasm`);
		if (await isFresh(output, [join(sources, file), fileURLToPath(import.meta.url)])) continue;
		await buildKernel(file, output);
		built.push(basename(file, '.ts'));
	}
	return built;
}

async function buildKernel(file, output) {
	const { error, stderr } = await compile([
		join('lib', 'compute', 'kernels', 'assembly', file),
		'--baseDir', root,
		'--outFile', output,
		'--runtime', 'stub',
		'--enable', 'simd',
		'--optimizeLevel', '3',
		'--shrinkLevel', '0',
		'--converge',
		'--noAssert',
		'--initialMemory', '1',
		'--use', 'abort=',
	]);
	if (error) throw new Error(`kernel ${file} does not compile:\n${stderr.toString()}`);
}

async function isFresh(output, inputs) {
	const made = await stat(output).catch(() => undefined);
	if (made === undefined) return false;
	const changed = await Promise.all(inputs.map(async (input) => (await stat(input)).mtimeMs));
	return changed.every((time) => time < made.mtimeMs);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const built = await buildKernels();
	console.log(built.length === 0 ? 'kernels are up to date' : `kernels built: ${built.join(', ')}`);
}
