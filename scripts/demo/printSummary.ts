import { relative } from 'node:path';
import type { Results } from './writeResults';

const number = (value: number): string => value.toLocaleString('en-US');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The result for people, on the standard output. */
export function printSummary(results: Results): void {
	console.log(`\n${number(results.customers)} customers, ${number(results.events)} events from ${results.origin}, as of ${results.asOf}`);
	for (const [reason, rows] of Object.entries(results.rejected)) console.log(`  left out ${number(rows)} rows: ${reason}`);
	printSegments(results);
	printModels(results);
	printEmails(results);
	if (results.notes.length > 0) {
		console.log('\nGood to know');
		for (const note of results.notes) console.log(`  ${note}`);
	}
	const total = results.steps.reduce((sum, step) => sum + step.seconds, 0);
	console.log(`\nReport    ${relative(process.cwd(), results.report)}`);
	console.log(`Summary   ${relative(process.cwd(), results.out)}/summary.json`);
	console.log(`Took      ${total.toFixed(1)} s in the workflows, at most ${number(results.peakMegabytes)} MB of memory`);
	console.log('Editor    npm run editor   opens the same in a whole n8n\n');
}

function printSegments({ segments }: Results): void {
	console.log(`\n${segments.length} segments`);
	const width = Math.max(...segments.map(({ name }) => name.length), 4);
	for (const { name, size, share, reason } of segments) {
		console.log(`  ${name.padEnd(width)}  ${number(size).padStart(8)}  ${percent(share).padStart(7)}  ${reason}`);
	}
}

function printModels({ models }: Results): void {
	for (const { outcome, auc, brier, ece, bestSingleFeature } of models) {
		const best = bestSingleFeature as { label: string; auc: number };
		console.log(`\nPrediction: ${outcome}`);
		console.log(`  AUC ${auc} (best single feature, ${best.label}: ${best.auc}), Brier score ${brier}, calibration error ${ece}`);
	}
}

function printEmails({ emails }: Results): void {
	for (const { segment, subject, text, writtenBy, delivery } of emails) {
		console.log(`\nE-mail to somebody in "${String(segment)}" (${String(writtenBy)}; ${String(delivery)})`);
		console.log(`  Subject: ${String(subject)}`);
		for (const line of String(text).split('\n')) console.log(`  | ${line}`);
	}
}
