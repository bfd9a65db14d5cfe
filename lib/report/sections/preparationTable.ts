import { formatFeature } from '../format';
import { html, type Html } from '../html';
import type { ReportPreparedFeature } from '../types';

/** What was done to each feature so that one unit of any counts the same: said once, for who wants to check. */
export function preparationTable(features: readonly ReportPreparedFeature[], currency: string | undefined): Html {
	const rows = features.map(
		({ label, unit, transform, low, high, missingValue }) => html`<tr><th scope="row">${label}</th>
<td>${scales[transform]}</td>
<td class="number">${formatFeature(low, unit, currency)} to ${formatFeature(high, unit, currency)}</td>
<td class="number">${formatFeature(missingValue, unit, currency)}</td></tr>`,
	);
	return html`<h3 style="margin-top:24px">How features were made comparable</h3>
<p class="muted">Values beyond the range count as its end; then every feature gets mean 0 and standard deviation 1.</p>
<div class="card scroll"><table><thead><tr><th scope="col">Feature</th><th scope="col">Scale</th>
<th scope="col" class="number">Range</th><th scope="col" class="number">When missing</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

const scales = {
	none: 'as it is',
	signedLog: 'logarithm: twice as much is one step',
	missing: 'whether it is missing',
} as const;
