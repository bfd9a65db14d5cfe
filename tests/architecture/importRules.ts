import { dirname, join, normalize } from 'node:path/posix';

/** A source file by its path from the repository's root, with slashes. */
export interface SourceFile {
	readonly path: string;
	readonly text: string;
}

/** Folders of lib/, lowest layer first; `engine` and `index` are the two files that stand beside the folders. */
export const layers: readonly (readonly string[])[] = [
	['core', 'math'],
	['sql', 'compute'],
	['store', 'profiles', 'models', 'language', 'engine'],
	['events'],
	['privacy'],
	['features'],
	['segments'],
	['propensity', 'recommendations'],
	['cohorts', 'experiments'],
	['offers'],
	['messages'],
	['delivery'],
	['report'],
	['journeys'],
	['index'],
];

/** Folders whose subfolders are members of a catalogue: one folder and one line of the index each. */
export const catalogueFolders: readonly string[] = [
	'algorithms', 'analyses', 'catalogue', 'destinations', 'guards', 'operators', 'plots', 'policies', 'prompts', 'sources',
];

/** What the members of a catalogue share: they may import it, and it imports no member. */
const memberTools: readonly string[] = ['lib/segments/clustering/'];

/** Imports inside one layer that are meant: math uses core's errors; the Engine record names its parts' contracts, they its Request. */
const sameLayer: Readonly<Record<string, readonly string[]>> = {
	math: ['core'],
	engine: ['store', 'profiles', 'language'],
	store: ['engine'],
	profiles: ['engine'],
	language: ['engine'],
	models: ['engine'],
};

/** What comes in as an argument everywhere but in the files allowed: the clock, the pool and the store, and assets read beside the code. */
const effects: ReadonlyArray<{ pattern: RegExp; what: string; allowed: RegExp }> = [
	{ pattern: /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/, what: 'reads the clock', allowed: /^lib\/core\/clock\.ts$/ },
	{ pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, what: 'draws chance of its own', allowed: /^$/ },
	{ pattern: /\bset(?:Timeout|Interval)\b/, what: 'sets a timer', allowed: /^lib\/(?:compute|store)\// },
	{ pattern: /\bprocess\.env\b/, what: 'reads the environment', allowed: /^$/ },
	{ pattern: /\bfetch\(|from 'node:(?:http|https|net|dns|tls)'|from 'axios'/, what: 'opens a connection', allowed: /^$/ },
	{ pattern: /from 'node:fs(?:\/promises)?'/, what: 'opens files', allowed: /^lib\/(?:store|compute|report|messages\/render)\// },
];

/** Every broken import rule of DESIGN.md section 3 as one sentence per import. */
export function findViolations(files: readonly SourceFile[]): string[] {
	return files.flatMap((file) => [
		...importsOf(file.text).flatMap((specifier) => checkImport(file.path, specifier)),
		...checkEffects(file),
	]);
}

/** Module specifiers of static, dynamic, re-exporting and require imports, types included. */
export function importsOf(text: string): string[] {
	const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\brequire\s*\(\s*|^\s*import\s+)(['"])([^'"\n]+)\1/gm;
	return [...withoutComments(text).matchAll(pattern)].map((match) => match[2]);
}

function checkImport(path: string, specifier: string): string[] {
	const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
	const complain = (reason: string) => [`${path} imports ${specifier}: ${reason}`];
	if (path.startsWith('lib/')) return checkLib(path, target).flatMap(complain);
	if (path.startsWith('nodes/')) return checkNode(path, target).flatMap(complain);
	if (path.startsWith('credentials/') && target !== 'n8n-workflow') return complain('a credential only describes itself');
	return [];
}

function checkLib(path: string, target: string): string[] {
	if (/^n8n-|^@n8n\//.test(target)) return ['lib knows nothing of n8n'];
	if (/^(?:nodes|credentials|scripts|tests)\//.test(target)) return ['lib imports only from lib'];
	if (!target.startsWith('lib/')) return [];
	const [from, to] = [stageOf(path), stageOf(target)];
	if (layerOf(from) < 0) return [`the folder lib/${from} stands in no layer`];
	if (to === 'index') return ['lib/index.ts is the door for nodes only'];
	const member = memberOf(path);
	if (member !== undefined) return checkMember(member, from, target);
	if (isTool(path) && memberOf(target) !== undefined) return ['a tool of the members knows no member'];
	return isBelow(from, to) ? [] : [`${to} is not below ${from}`];
}

function isBelow(from: string, to: string): boolean {
	return from === to || layerOf(to) < layerOf(from) || (sameLayer[from]?.includes(to) ?? false);
}

function checkMember(member: string, stage: string, target: string): string[] {
	const isOwn = target.startsWith(`${member}/`);
	const isTypes = target.startsWith(`lib/${stage}/`) && target.endsWith('/types');
	const isLow = ['core', 'math', 'sql', 'compute'].includes(stageOf(target));
	if (isOwn || isTypes || isLow || isTool(target)) return [];
	return ["a catalogue member imports its stage's types and tools, core, math, sql and compute only"];
}

function isTool(path: string): boolean {
	return memberTools.some((tool) => path.startsWith(tool));
}

function checkNode(path: string, target: string): string[] {
	const folder = path.split('/').slice(0, 2).join('/');
	const isDoor = target === 'lib' || target === 'lib/index';
	const isOwn = target.startsWith(`${folder}/`) || target.startsWith('nodes/shared/') || target === 'nodes/shared';
	if (target.startsWith('lib')) return isDoor ? [] : ['nodes see lib through lib/index only'];
	if (/^(?:nodes|credentials|scripts|tests)\//.test(target)) return isOwn ? [] : ['a node imports nodes/shared, never another node'];
	return [];
}

function checkEffects({ path, text }: SourceFile): string[] {
	if (!path.startsWith('lib/')) return [];
	const code = withoutComments(text);
	return effects
		.filter(({ pattern, allowed }) => pattern.test(code) && !allowed.test(path))
		.map(({ what }) => `${path} ${what}: it must come in as an argument`);
}

/** `lib/events/sources/plain/source.ts` → `events`; `lib/engine.ts` → `engine`. */
function stageOf(path: string): string {
	return path.split('/')[1]?.replace(/\.ts$/, '') ?? 'index';
}

function layerOf(stage: string): number {
	return layers.findIndex((layer) => layer.includes(stage));
}

/** The member's folder when the file lies in a folder below a catalogue: `lib/events/sources/plain`. */
function memberOf(path: string): string | undefined {
	const parts = path.split('/');
	const at = parts.findIndex((part, index) => catalogueFolders.includes(part) && index < parts.length - 2);
	return at < 0 ? undefined : parts.slice(0, at + 2).join('/');
}

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
