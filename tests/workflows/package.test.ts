import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadNodeTypes } from '../../scripts/n8n/nodeTypes';

interface Packed {
	readonly files: ReadonlyArray<{ readonly path: string; readonly size: number }>;
	readonly unpackedSize: number;
}

const root = resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};
let packed: Packed;
let paths: string[];
beforeAll(() => {
	const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=silent'], { cwd: root, encoding: 'utf8' });
	[packed] = JSON.parse(printed) as Packed[];
	paths = packed.files.map(({ path }) => path);
});

const built = (folder: string, ending: string): string[] =>
	readdirSync(join(root, 'dist', folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `dist/${folder}/${file}`)
		.sort();

test('the tarball holds what is built, the workflows, README and LICENSE, and nothing else', () => {
	const expected = /^(?:dist\/(?:nodes|credentials|lib)\/.+|workflows\/[\w-]+\.json|README\.md|LICENSE|package\.json)$/;
	expect(paths.filter((path) => !expected.test(path))).toEqual([]);
	expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
});

test('the tarball holds no TypeScript, no tests and no build state', () => {
	expect(paths.filter((path) => /\.ts$|\.test\.|tsbuildinfo|\.built$/.test(path))).toEqual([]);
});

test('n8n is told of every node and credential that is built, and of no other', () => {
	expect([...manifest.n8n.nodes].sort()).toEqual(built('nodes', '.node.js'));
	expect([...manifest.n8n.credentials].sort()).toEqual(built('credentials', '.credentials.js'));
	expect(manifest.n8n.nodes.length).toBeGreaterThan(0);
});

test('every node brings its codex, and every icon it names', async () => {
	const { ours } = await loadNodeTypes();
	const icons = ours.types.nodes.flatMap(({ iconUrl }) => (typeof iconUrl === 'string' ? [iconUrl] : Object.values(iconUrl ?? {})));
	expect(icons.length).toBeGreaterThanOrEqual(manifest.n8n.nodes.length);
	expect(paths).toEqual(expect.arrayContaining(icons.map((icon) => icon.replace('icons/n8n-nodes-cohorts/', ''))));
	expect(paths).toEqual(expect.arrayContaining(manifest.n8n.nodes.map((path) => `${path}on`)));
});

test('every kernel and every asset that code reads beside itself is in', () => {
	expect(paths.some((path) => /^dist\/lib\/compute\/kernels\/\w+\.wasm$/.test(path))).toBe(true);
	const sources = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' });
	const assets = sources.filter((file) => /\.(?:ttf|liquid|html)$/.test(file)).map((file) => `dist/lib/${file}`);
	expect(paths).toEqual(expect.arrayContaining(assets));
});

test('the tarball stays small: its weight is in the dependencies', () => {
	expect(paths.filter((path) => path.endsWith('.map'))).toEqual([]);
	expect(packed.unpackedSize).toBeLessThan(5_000_000);
});
