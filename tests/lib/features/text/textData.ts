import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataFolder } from '../../../support/labelledData';

function linesOf(path: string): string[] {
	const text = gunzipSync(readFileSync(join(dataFolder ?? '', path))).toString('utf8');
	return text.split('\n').filter((line) => line !== '');
}

/** A text with the mean of its human ratings, −4 to 4 (Hutto & Gilbert 2014). */
export function readRatedTexts(name: string): { readonly mean: number; readonly text: string }[] {
	return linesOf(`vader_groundtruth/${name}_GroundTruth.tsv.gz`).map((line) => {
		const [, mean, text] = line.split('\t');
		return { mean: Number(mean), text };
	});
}

/** Questions to a bank with their intent, one of 77 (Casanueva et al. 2020). */
export function readBanking77(split: 'train' | 'test'): { readonly text: string; readonly topic: string }[] {
	const text = gunzipSync(readFileSync(join(dataFolder ?? '', 'banking77', `${split}.csv.gz`))).toString('utf8');
	const rows = text.replaceAll('\r', '').matchAll(/^(?:"((?:[^"]|"")*)"|([^",\n]*)),(\w+\??)$/gm);
	return [...rows].map(([, quoted, plain, topic]) => ({ text: (quoted ?? plain).replaceAll('""', '"'), topic })).slice(1);
}
