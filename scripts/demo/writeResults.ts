import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { results, type Chain, type Step } from './runChain';

const EMAILS_SHOWN = 3;

export interface Summary {
	readonly customers: number;
	readonly events: number;
	readonly rejected: Readonly<Record<string, number>>;
	readonly asOf: string;
	readonly segments: readonly { id: string; name: string; size: number; share: number; reason: string }[];
	readonly models: readonly { outcome: string; auc: number; brier: number; ece: number; bestSingleFeature: unknown }[];
	readonly emails: readonly IDataObject[];
	readonly report: string;
	readonly steps: readonly Step[];
	readonly peakMegabytes: number;
	readonly notes: readonly string[];
}

export interface Results extends Summary {
	readonly out: string;
	readonly origin: string;
	readonly plots: readonly string[];
}

/** Writes summary.json, the report and the plots into the output folder. */
export async function writeResults(chain: Chain, out: string): Promise<Results> {
	const [imported] = results(chain.imported, 'Import Events');
	const [features] = results(chain.nightly, 'Compute Features');
	const reports = chain.nightly.items('Make Report');
	const files = await writeFiles(reports, out);
	const report = files.find((file) => file.endsWith('.html')) ?? '';
	const summary: Summary = {
		customers: Number(features.json.customers),
		events: Number(imported.json.stored),
		rejected: imported.json.rejected as Record<string, number>,
		asOf: String(features.json.asOf),
		segments: results(chain.nightly, 'Name Segments').map(({ json }) => ({
			id: String(json.segment),
			name: String(json.name),
			size: Number(json.size),
			share: Number(json.share),
			reason: String(json.description),
		})),
		models: results(chain.nightly, 'Train Purchase Model').map(({ json }) => ({
			outcome: String(json.description),
			auc: Number(json.auc),
			brier: Number(json.brier),
			ece: Number(json.ece),
			bestSingleFeature: json.bestSingleFeature,
		})),
		emails: exampleEmails(chain),
		report,
		steps: chain.steps,
		peakMegabytes: chain.peakMegabytes,
		notes: notesOf(chain, imported),
	};
	await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
	const plots = files.filter((file) => file.endsWith('.png'));
	return { ...summary, out, origin: chain.origin, plots };
}

async function writeFiles(items: readonly INodeExecutionData[], out: string): Promise<string[]> {
	const paths: string[] = [];
	for (const { binary = {} } of items) {
		for (const file of Object.values(binary)) {
			const path = join(out, file.fileName ?? 'file');
			await writeFile(path, Buffer.from(file.data, 'base64'));
			paths.push(path);
		}
	}
	return paths;
}

/** One e-mail of each of the first segments, so that the examples differ. */
function exampleEmails(chain: Chain): IDataObject[] {
	const bySegment = new Map<string, IDataObject>();
	for (const { json } of results(chain.weekly, 'Deliver')) {
		const name = String(json.segmentName ?? '');
		if (typeof json.subject === 'string' && !bySegment.has(name)) bySegment.set(name, json);
	}
	return [...bySegment.values()].slice(0, EMAILS_SHOWN).map((json) => ({
		customerId: json.customerId,
		segment: json.segmentName,
		subject: json.subject,
		text: json.text,
		offer: (json.offer as IDataObject | null)?.description ?? null,
		writtenBy: json.writtenBy,
		delivery: json.reason,
	}));
}

/** What did not happen, in the words of the nodes: predictions without enough data, parts without a model. */
function notesOf(chain: Chain, imported: INodeExecutionData): string[] {
	const runs = [chain.nightly, chain.weekly];
	const hints = runs.flatMap(({ finished }) => finished.flatMap(({ hints: own }) => own.map(({ message }) => message)));
	const errors = runs.flatMap((run) =>
		run.finished.flatMap(({ node }) => run.items(node).flatMap(({ json }) => (json.error === undefined ? [] : [`${node}: ${String(json.error)}`]))),
	);
	return [...new Set([...(imported.json.notes as string[]), ...hints, ...errors])].slice(0, 30);
}
