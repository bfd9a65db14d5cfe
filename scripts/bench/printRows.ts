import type { BenchmarkRow } from './types';

/** A table on the standard output. */
export function printRows(rows: readonly BenchmarkRow[]): void {
	const head = ['case', 'metric', 'ours', 'peer', 'ratio', 'goal', 'holds'];
	const lines = rows.map((row) => [
		row.case,
		row.metric,
		figure(row.ours),
		figure(row.peer),
		figure(row.ratio),
		row.goal ?? '',
		row.holds === null ? '' : row.holds ? 'yes' : 'NO',
	]);
	const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
	for (const line of [head, ...lines]) {
		console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  '));
	}
}

function figure(value: number | null): string {
	if (value === null) return '';
	return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) < 10 ? 3 : 2);
}
