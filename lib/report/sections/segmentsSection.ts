import { formatCount, formatFeature, formatPercent, formatPercentRounded, formatQuantity, formatScore } from '../format';
import { html, type Html } from '../html';
import { recolourByVariables } from '../recolour';
import { seriesColour } from '../theme';
import type { ReportContent, ReportSegment } from '../types';

const traitsMax = 4;

/** One row a segment: who it is, how large, what sets it apart, what to do. */
export function segmentsSection(content: ReportContent, figures: readonly Html[]): Html {
	if (content.segments.length === 0) return html``;
	return html`<section id="segments">
<h2>Segments</h2>
<p class="lead">${leadOf(content)}</p>
<div class="card"><table class="segments">
<thead><tr><th scope="col">Segment</th><th scope="col">Size</th><th scope="col">What sets it apart, vs all customers</th>
<th scope="col">Suggested action</th></tr></thead>
<tbody>${content.segments.map((segment, index) => rowOf(segment, index, content.currency))}</tbody>
</table></div>
${fidelityOf(content)}
${figures}
</section>`;
}

function leadOf({ customers, segments, choice }: ReportContent): string {
	const outside = customers - segments.reduce((sum, { size }) => sum + size, 0);
	const parts = ['Customers who behave alike, found from what they did and not from who they are.'];
	if (choice !== undefined) parts.push(choice.reason);
	if (outside > 0) parts.push(`In no segment: ${formatQuantity(outside, 'customer')}.`);
	return parts.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(' ');
}

function rowOf(segment: ReportSegment, index: number, currency: string | undefined): Html {
	return html`<tr>
<th scope="row"><span class="name">${badge(index)}<span>${segment.name}</span></span>
<p class="reason">${segment.description}</p></th>
<td data-label="Size"><span class="big">${formatCount(segment.size)}</span>
<span class="small">${formatPercent(segment.share)} of customers${lines(segment)}</span></td>
<td data-label="What sets it apart">${traitsOf(segment, currency)}${ruleOf(segment)}${typicalOf(segment)}</td>
<td data-label="Suggested action">${segment.suggestedAction}
${segment.withheld === undefined ? undefined : html`<p class="reason">Not published: ${segment.withheld}</p>`}</td>
</tr>`;
}

function badge(index: number): Html {
	const colour = recolourByVariables(`stroke="${seriesColour(index)}"`).slice(8, -1);
	return html`<span class="badge" style="border-color:${colour}"><b>${index + 1}</b></span>`;
}

function lines({ revenueShare, silhouette, stability }: ReportSegment): Html[] {
	const facts = [
		revenueShare === null ? undefined : `${formatPercent(revenueShare)} of revenue`,
		stability === null ? undefined : `stability ${formatPercent(stability)}`,
		silhouette === null ? undefined : `silhouette ${formatScore(silhouette)}`,
	];
	return facts.flatMap((fact) => (fact === undefined ? [] : [html`<br>${fact}`]));
}

function ruleOf({ ruleOfThumb }: ReportSegment): Html | undefined {
	if (ruleOfThumb === undefined || ruleOfThumb === null) return undefined;
	const { text, precision, coverage } = ruleOfThumb;
	return html`<p class="reason"><b>Rule of thumb:</b> ${text}. Of those who fit it, ${formatPercentRounded(precision)}
are in the segment; it finds ${formatPercentRounded(coverage)} of the segment.</p>`;
}

function typicalOf({ typicalCustomers = [] }: ReportSegment): Html | undefined {
	if (typicalCustomers.length === 0) return undefined;
	return html`<p class="reason"><b>Typical:</b> ${typicalCustomers.join(', ')}</p>`;
}

/** How far the rules of thumb can be trusted all together. */
function fidelityOf({ fidelity }: ReportContent): Html | undefined {
	if (fidelity === undefined) return undefined;
	return html`<p class="muted" style="margin-top:12px">The short rules behind the rules of thumb put
${formatPercentRounded(fidelity)} of customers where the model does; the model decides, the rules describe.</p>`;
}

function traitsOf({ describedBy }: ReportSegment, currency: string | undefined): Html {
	if (describedBy.length === 0) {
		return html`<span class="small">Close to the average customer in every feature.</span>`;
	}
	const traits = describedBy.slice(0, traitsMax).map((trait) => {
		const high = trait.direction === 'high';
		const mean = formatFeature(trait.mean, trait.unit, currency);
		const overall = formatFeature(trait.overallMean, trait.unit, currency);
		return html`<li><i class="${high ? 'up' : 'down'}" title="${high ? 'above' : 'below'} average">${high ? '▲' : '▼'}</i>
${trait.label}: <b>${mean}</b> <span class="small">vs ${overall}</span></li>`;
	});
	return html`<ul>${traits}</ul>`;
}
