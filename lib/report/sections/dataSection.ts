import { formatCount, formatPercent, formatSeconds } from '../format';
import { html, type Html } from '../html';
import type { ReportComputation, ReportContent, ReportRun } from '../types';
import { preparationTable } from './preparationTable';

/** Rows that were read and rows that were left out, each with its reason. */
export function dataSection({ imported }: ReportContent): Html {
	if (imported === undefined) return html``;
	const { rows, stored, rejected, notes } = imported;
	const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
	return html`<section id="data">
<h2>Data quality</h2>
<p class="lead">${formatCount(stored)} of ${formatCount(rows)} rows were stored (${formatPercent(shareOf(stored, rows))}).
${reasons.length === 0 ? 'None was left out.' : 'The others were left out for these reasons.'}</p>
${reasons.length === 0 ? undefined : rejectedTable(reasons, rows)}
${notes.length === 0 ? undefined : html`<ul style="margin-top:16px">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
</section>`;
}

function rejectedTable(reasons: readonly (readonly [string, number])[], rows: number): Html {
	const lines = reasons.map(
		([reason, count]) => html`<tr><th scope="row">${reason}</th><td class="number">${formatCount(count)}</td>
<td class="number">${formatPercent(shareOf(count, rows))}</td></tr>`,
	);
	return html`<div class="card scroll"><table><thead><tr><th scope="col">Reason</th>
<th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>${lines}</tbody></table></div>`;
}

/** Steps with their cost, and what is needed to get the same figures again. */
export function computationSection({ runs = [], computation, preparation = [], currency }: ReportContent): Html {
	const parts = [
		...(computation === undefined ? [] : [factsOf(computation)]),
		...(runs.length === 0 ? [] : [runsTable(runs)]),
		...(preparation.length === 0 ? [] : [preparationTable(preparation, currency)]),
	];
	if (parts.length === 0) return html``;
	return html`<section id="computation">
<h2>How this was computed</h2>
<p class="lead">The same data, time and seed give the same figures again.</p>
${parts}
</section>`;
}

function factsOf({ seed, versions, notes }: ReportComputation): Html {
	const facts = [['Seed', String(seed)], ...Object.entries(versions)];
	const rows = facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`);
	return html`<div class="card" style="margin-bottom:16px"><dl class="glossary">${rows}</dl></div>
${notes.map((note) => html`<p>${note}</p>`)}`;
}

function runsTable(runs: readonly ReportRun[]): Html {
	const rows = runs.map(
		({ step, count, seconds, peakMegabytes }) => html`<tr><th scope="row">${step}</th>
<td class="number">${count === undefined ? undefined : formatCount(count)}</td>
<td class="number">${formatSeconds(seconds)}</td>
<td class="number">${peakMegabytes === undefined ? undefined : `${formatCount(peakMegabytes)} MB`}</td></tr>`,
	);
	return html`<div class="card scroll"><table><thead><tr><th scope="col">Step</th>
<th scope="col" class="number">Count</th><th scope="col" class="number">Time</th>
<th scope="col" class="number">Peak memory</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function shareOf(part: number, whole: number): number {
	return whole > 0 ? part / whole : 0;
}
