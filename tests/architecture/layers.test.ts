import { describe, expect, test } from 'vitest';
import { catalogueFolders, findViolations, importsOf, layers } from './importRules';
import { foldersNamed, sourcesOf } from './sourceTree';

const tree = ['lib', 'nodes', 'credentials'].flatMap(sourcesOf);

test('every file imports only from the layers below its own', () => {
	expect(tree.length).toBeGreaterThan(20);
	expect(findViolations(tree)).toEqual([]);
});

test('every folder of lib stands in exactly one layer', () => {
	const folders = new Set(tree.filter(({ path }) => /^lib\/\w+\//.test(path)).map(({ path }) => path.split('/')[1]));
	for (const folder of folders) {
		expect(layers.filter((layer) => layer.includes(folder)), folder).toHaveLength(1);
	}
});

test.each(foldersNamed(catalogueFolders))('$path lists exactly the members that have a folder', ({ members, index }) => {
	const listed = importsOf(index).filter((specifier) => /^\.\/[^/]+\//.test(specifier)).map((specifier) => specifier.split('/')[1]);
	expect([...new Set(listed)].sort()).toEqual([...members].sort());
});

describe('a violation is found:', () => {
	const violationsOf = (path: string, text: string) => findViolations([{ path, text }]);

	test.each([
		['an earlier stage calling a later one', 'lib/features/a.ts', "import { b } from '../segments/b';", 'segments is not below features'],
		['two stages of one layer', 'lib/propensity/a.ts', "import type { B } from '../recommendations/b';", 'recommendations is not below propensity'],
		['core importing anything of ours', 'lib/core/a.ts', "import { b } from '../math/b';", 'math is not below core'],
		['lib importing n8n', 'lib/events/a.ts', "import { INode } from 'n8n-workflow';", 'lib knows nothing of n8n'],
		['lib importing its own door', 'lib/events/a.ts', "export * from '../index';", 'door for nodes only'],
		['a folder without a layer', 'lib/utils/a.ts', "import { b } from '../core/b';", 'stands in no layer'],
		['a member importing its sibling', 'lib/events/sources/plain/a.ts', "import { b } from '../segment/b';", 'catalogue member'],
		['a member importing the store', 'lib/offers/policies/equal/a.ts', "import { b } from '../../../store/types';", 'catalogue member'],
		['a tool importing a member', 'lib/segments/clustering/a.ts', "import { b } from '../algorithms/kmeans/b';", 'knows no member'],
		['a node reaching behind the door', 'nodes/Offer/a.ts', "import { b } from '../../lib/offers/b';", 'lib/index only'],
		['a node importing another node', 'nodes/Offer/a.ts', "import { b } from '../Email/b';", 'never another node'],
		['a lazy import', 'lib/features/a.ts', "const { b } = await import('../segments/b');", 'segments is not below features'],
		['a require', 'lib/features/a.ts', "const b = require('../segments/b');", 'segments is not below features'],
		['the wall clock', 'lib/features/a.ts', 'const asOf = Date.now();', 'reads the clock'],
		['a date of today', 'lib/features/a.ts', 'const asOf = new Date();', 'reads the clock'],
		['unseeded chance', 'lib/math/a.ts', 'return Math.random() < 0.5;', 'draws chance'],
		['a timer', 'lib/features/a.ts', 'setTimeout(run, 5);', 'sets a timer'],
		['a connection', 'lib/delivery/a.ts', "await fetch(url);", 'opens a connection'],
	])('%s', (_title, path, text, sentence) => {
		expect(violationsOf(path, text).join()).toContain(sentence);
	});

	test.each([
		['a comment that names the clock', 'lib/features/a.ts', '/** Never Date.now() here. */ // nor Math.random()'],
		['a lower layer', 'lib/segments/a.ts', "import { b } from '../features/b';"],
		['a date made from a number', 'lib/features/a.ts', 'new Date(asOf)'],
		["a member reading its stage's types", 'lib/events/sources/plain/a.ts', "import type { B } from '../../types';"],
		['a member using what the members share', 'lib/segments/algorithms/kmeans/a.ts', "import { b } from '../../clustering/b';"],
		['a node using the door and nodes/shared', 'nodes/Offer/a.ts', "import { b } from '../../lib';\nimport { c } from '../shared/c';"],
	])('but not in %s', (_title, path, text) => {
		expect(violationsOf(path, text)).toEqual([]);
	});
});
