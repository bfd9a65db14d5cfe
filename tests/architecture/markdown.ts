import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

export function readText(path: string): string {
	return readFileSync(join(root, path), 'utf8');
}

/** Paths from the root, with slashes, of the files below a folder that end so. */
export function filesOf(folder: string, ending: string): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.sort();
}

/** Every page for readers, by its path from the root. */
export const pages: ReadonlyMap<string, string> = new Map(
	[...readdirSync(root).filter((file) => file.endsWith('.md')), ...filesOf('docs', '.md')].map((path) => [path, readText(path)]),
);

export interface Link {
	readonly from: string;
	/** Empty for a place on the same page. */
	readonly path: string;
	readonly anchor: string;
}

/** Links and pictures that stay in the repository; code is not looked at. */
export function linksOf(of: ReadonlyMap<string, string>): Link[] {
	return [...of].flatMap(([from, text]) =>
		[...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
			.map((match) => match[1])
			.filter((target) => !/^[a-z]+:/.test(target))
			.map((target) => ({ from, path: target.split('#')[0], anchor: target.split('#')[1] ?? '' })),
	);
}

/** Anchors written down, and those GitHub gives to headings. */
export function anchorsOf(text: string): string[] {
	const written = [...text.matchAll(/<a id="([\w-]+)">/g)].map((match) => match[1]);
	const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
		match[1].toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'),
	);
	return [...written, ...headings];
}

/** The text from a heading to the next one of its level; empty when it is not there. */
export function sectionOf(text: string, heading: string): string {
	const [, ...rest] = `\n${text}`.split(`\n${heading}\n`);
	const level = /^#+ /.exec(heading)?.[0] ?? '# ';
	return rest.length === 0 ? '' : rest.join('').split(new RegExp(`^${level}`, 'm'))[0];
}

/** Rows of every table whose first column has this title, cell by cell. */
export function rowsUnder(text: string, title: string): string[][] {
	const rows: string[][] = [];
	let inside = false;
	for (const line of text.split('\n')) {
		if (!line.startsWith('|')) inside = false;
		else if (line.startsWith(`| ${title} |`)) inside = true;
		else if (inside && !line.startsWith('|---')) rows.push(line.slice(1, -1).split('|').map((cell) => cell.trim()));
	}
	return rows;
}

function withoutCode(text: string): string {
	return text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replace(/`[^`\n]*`/g, '');
}
