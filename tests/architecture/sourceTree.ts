import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { SourceFile } from './importRules';

const root = resolve(__dirname, '../..');

/** TypeScript of a folder of the repository, without the kernels' AssemblyScript. */
export function sourcesOf(folder: string): SourceFile[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes(join('kernels', 'assembly')))
		.map((file) => ({ path: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}

/** Folders below lib/ with one of these names, as paths from the root, with the names of their subfolders. */
export function foldersNamed(names: readonly string[]): Array<{ path: string; members: string[]; index: string }> {
	return readdirSync(join(root, 'lib'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isDirectory() && names.includes(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.map((folder) => ({
			path: relative(root, folder).replaceAll('\\', '/'),
			members: readdirSync(folder, { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map(({ name }) => name),
			index: existsSync(join(folder, 'index.ts')) ? readFileSync(join(folder, 'index.ts'), 'utf8') : '',
		}))
		.filter(({ members }) => members.length > 0);
}
