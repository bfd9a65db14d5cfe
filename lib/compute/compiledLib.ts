import { join, sep } from 'node:path';

/**
 * Folder of the compiled `lib`, where worker threads find their modules and kernels. From the package it
 * is the folder this file was loaded from; from TypeScript sources (tests, scripts) it is `dist/lib`.
 */
export function compiledLib(): string {
	const lib = join(__dirname, '..');
	const fromSource = __filename.endsWith('.ts') && !lib.endsWith(join(sep, 'dist', 'lib'));
	return fromSource ? join(lib, '..', 'dist', 'lib') : lib;
}
