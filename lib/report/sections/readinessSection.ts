import type { Readiness, ReadinessCheck } from '../../events/readiness';
import { formatCount } from '../format';
import { html, type Html } from '../html';

const labels: Readonly<Record<ReadinessCheck['what'], string>> = {
	customers: 'customers',
	days: 'days of history',
	distinctEvents: 'distinct events',
	revenueEvents: 'events with revenue',
};

/** Whether there is enough data, what is missing, and what works already. */
export function readinessSection(readiness: Readiness | undefined): Html {
	if (readiness === undefined) return html``;
	const { ready, works, sentence } = readiness;
	const lead = ready
		? 'There is enough data for segments and predictions that hold.'
		: `${sentence}. ${works.length === 0 ? '' : `What works already: ${works.join(', ')}.`}`;
	return html`<section id="readiness">
<h2>Is there enough data?</h2>
<p class="lead">${lead}</p>
<div class="grid tiles">${readiness.checks.map(tileOf)}</div>
</section>`;
}

function tileOf({ what, have, need, met }: ReadinessCheck): Html {
	const share = Math.min(1, have / need);
	return html`<div class="card tile"><span class="big">${formatCount(have)}</span>
<span class="small">${labels[what]}<br>${met ? '✓' : '✗'} ${formatCount(need)} recommended</span>
<div class="bar ${met ? '' : 'short'}"><i style="width:${Math.round(share * 100)}%"></i></div></div>`;
}
