import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { describe, expect, test } from 'vitest';
import { messagePurposes } from '../../lib/cohorts/types';
import { receiptStates } from '../../lib/delivery/types';
import { tables } from '../../lib/store/schema';
import { anchorsOf, filesOf, linksOf, type Link, pages, readText, root, rowsUnder, sectionOf } from './markdown';

const manifest = JSON.parse(readText('package.json')) as {
	scripts: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
};
const page = (path: string): string => pages.get(path) ?? '';
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]);
const folderOf = (built: string): string => dirname(built).replace('dist/', '');
const nodes = manifest.n8n.nodes.map((built) => {
	const folder = folderOf(built);
	const files = filesOf(folder, '.ts').map((path) => ({ path, text: readText(path) }));
	const main = files.find(({ path }) => path.endsWith('.node.ts'))?.text ?? '';
	const codex = filesOf(folder, '.node.json').map(readText).join();
	return { folder, files, name: all(main, /name: '(\w+)'/g)[0], displayName: all(main, /displayName: '([^']+)'/g)[0], codex };
});
const fieldNames = (text: string): string[] => [...text.matchAll(/(?<!\/\/.*)displayName: (['"])(.+?)\1/g)].map((match) => match[2]);
const sharedFields = filesOf('nodes/shared', '.ts').flatMap((path) => fieldNames(readText(path)));

describe.each(nodes)('$displayName in docs/nodes.md', ({ name, displayName, files, codex }) => {
	const section = sectionOf(page('docs/nodes.md'), `## ${displayName}`);
	const operations = files.filter(({ path }) => path.endsWith('.operation.ts'));

	test('has the anchor its codex leads to', () => {
		const [anchor] = all(codex, /docs\/nodes\.md#([\w-]+)"/g);
		expect(anchor).toBe(name.toLowerCase());
		expect(anchorsOf(page('docs/nodes.md'))).toContain(anchor);
	});

	test('has a heading and the name of each operation', () => {
		const labels = operations.map(({ text }) => all(text, /^\tlabel: '([^']+)'/gm)[0]);
		expect(all(section, /^### (.+)$/gm).sort()).toEqual([...labels].sort());
		for (const { text } of operations) expect(section).toContain(`\`${all(text, /^\tname: '(\w+)'/gm)[0]}\` ·`);
	});

	test('tells of every field, and of no other', () => {
		const own = files.flatMap(({ text }) => fieldNames(text)).filter((field) => field !== displayName);
		const visible = own.filter((field) => !['Options', 'Column'].includes(field));
		expect(visible.filter((field) => !section.includes(field))).toEqual([]);
		const references = files.flatMap(({ text }) => all(text, /^\t+label: '([^']+)'/gm));
		const known = [...own, ...references, ...sharedFields];
		const told = rowsUnder(section, 'Field').flatMap(([field]) => field.split(', '));
		expect(told.filter((field) => !known.includes(field))).toEqual([]);
	});

	test('tells of every choice', () => {
		const choices = files.flatMap(({ text }) => all(text, /\{ name: '([^']+)', value: /g));
		const told = section + sectionOf(page('docs/nodes.md'), '## What all nodes share') + page('docs/store.md');
		expect(choices.filter((choice) => !told.includes(choice))).toEqual([]);
	});
});

test('every error that docs/nodes.md explains is one the code can raise', () => {
	const sources = [...filesOf('lib', '.ts'), ...filesOf('nodes', '.ts')].map(readText).join('\n');
	const told = [...rowsUnder(page('docs/nodes.md'), 'Error'), ...rowsUnder(page('docs/nodes.md'), 'It says')];
	expect(told.length).toBeGreaterThan(30);
	const pieces = told.flatMap(([message]) => message.split('…').map((piece) => piece.replace(/^[\s":(]+|[\s":()]+$/g, '')));
	expect(pieces.filter((piece) => piece.length > 12 && !sources.includes(piece) && !piece.startsWith('offers.0'))).toEqual([]);
});

test('docs/nodes.md tells of every policy, destination, purpose and receipt', () => {
	const labels = ['lib/offers/policies', 'lib/delivery/destinations']
		.flatMap((folder) => filesOf(folder, '.ts'))
		.flatMap((path) => all(readText(path), /^\tlabel: '([^']+)'/gm));
	expect(labels.length).toBeGreaterThan(3);
	const words = [...labels, ...messagePurposes, ...receiptStates];
	expect(words.filter((word) => !page('docs/nodes.md').includes(word))).toEqual([]);
});

test('docs/store.md tells of every table', () => {
	const told = rowsUnder(page('docs/store.md'), 'Table').map(([table]) => table.replaceAll('`', ''));
	expect(told.sort()).toEqual([...tables.map(({ name }) => String(name)), 'snapshot_…', 'text_vectors_…', 'schema_version'].sort());
});

describe('README', () => {
	const readme = page('README.md');

	test('tells of every command, and of no other', () => {
		const told = rowsUnder(readme, 'Command').map(([command]) => command.replaceAll('`', '').replace(/^npm (?:run )?/, ''));
		expect(told.sort()).toEqual(Object.keys(manifest.scripts).sort());
	});

	test('lists every node with its operations', () => {
		const rows = new Map(rowsUnder(readme, 'Node').map(([node, operations]) => [node, operations]));
		for (const { displayName, files } of nodes) {
			const labels = files.filter(({ path }) => path.endsWith('.operation.ts')).map(({ text }) => all(text, /^\tlabel: '([^']+)'/gm)[0]);
			expect(rows.get(displayName)?.split(', ').sort(), displayName).toEqual(labels.length === 0 ? ['–'] : labels.sort());
		}
		expect(rows.size).toBe(nodes.length);
	});

	test('names every shipped workflow by file and name', () => {
		const rows = rowsUnder(readme, 'File').map(([file, name]) => `${file.replaceAll('`', '')} ${name}`);
		const shipped = filesOf('workflows', '.json').map((path) => `${path} ${(JSON.parse(readText(path)) as { name: string }).name}`);
		expect(rows.sort()).toEqual(shipped.sort());
	});

	test('lists every credential', () => {
		const shown = manifest.n8n.credentials.map((built) => all(readText(built.replace('dist/', '').replace('.js', '.ts')), /displayName = '([^']+)'/g)[0]);
		expect(rowsUnder(readme, 'Credential').map(([name]) => name).sort()).toEqual(shown.sort());
	});
});

test('every decision says why, what, by example, and at which price', () => {
	const decisions = [...pages].filter(([path]) => path.startsWith('docs/decisions/'));
	expect(decisions.length).toBeGreaterThan(10);
	for (const [path, text] of decisions) {
		expect(all(text, /^## (.+)$/gm), path).toEqual(['Background', 'Decision', 'Example', 'What it costs']);
	}
});

describe('on every page', () => {
	const isPicture = ({ path }: Link): boolean => /\.(?:png|svg|gif)$/.test(path);
	const targetOf = ({ from, path }: Link): string => (path === '' ? from : normalize(join(dirname(from), path)));
	const isThere = (link: Link): boolean => existsSync(join(root, targetOf(link)));
	const tell = ({ from, path, anchor }: Link): string => `${from}: ${path}${anchor === '' ? '' : `#${anchor}`}`;

	test('links lead to a page, and to a heading or anchor on it', () => {
		const links = linksOf(pages).filter((link) => !isPicture(link));
		expect(links.length).toBeGreaterThan(20);
		const dead = links.filter((link) => !isThere(link) || (link.anchor !== '' && !anchorsOf(page(targetOf(link))).includes(link.anchor)));
		expect(dead.map(tell)).toEqual([]);
	});

	test('files named in the text are there', () => {
		const named = [...pages].flatMap(([from, text]) =>
			all(text, /`((?:lib|nodes|scripts|tests|workflows|docs)\/[\w./-]+)`/g).map((path) => ({ from, path: `/${path}`, anchor: '' })),
		);
		expect(named.length).toBeGreaterThan(30);
		expect(named.filter(({ path }) => !existsSync(join(root, path))).map(tell)).toEqual([]);
	});

	test('pictures are there', () => {
		expect(linksOf(pages).filter((link) => isPicture(link) && !isThere(link)).map(tell)).toEqual([]);
	});
});

test('every address a node or credential gives for help is a heading of ours', () => {
	const sources = [...filesOf('credentials', '.ts'), ...filesOf('nodes', '.node.json')].map(readText).join('\n');
	const given = [...sources.matchAll(/n8n-nodes-cohorts\/n8n-nodes-cohorts(?:\/blob\/main\/([\w./-]+))?#([\w-]+)/g)];
	expect(given.length).toBeGreaterThan(0);
	for (const [address, path = 'README.md', anchor] of given) expect(anchorsOf(page(path)), address).toContain(anchor);
});
