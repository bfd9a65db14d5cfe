import { capitalize, formatCount, formatPercent, formatPercentRounded, formatScore } from '../format';
import { html, type Html } from '../html';
import type { ReportModel } from '../types';

/** How far each prediction can be trusted, in plain words with intervals. `figures[index]` belong to models[index]. */
export function modelsSection(
	models: readonly ReportModel[] | undefined,
	figures: readonly (readonly Html[])[],
): Html {
	if (models === undefined || models.length === 0) return html``;
	return html`<section id="predictions">
<h2>Predictions</h2>
<p class="lead">Checked on customers and days that the models had not seen. Ranges in brackets are 95% intervals.</p>
${models.map((model, index) => modelOf(model, figures[index] ?? []))}
</section>`;
}

function modelOf(model: ReportModel, figures: readonly Html[]): Html {
	const happened = Math.round(model.baseRate * model.customers);
	return html`<div class="model">
<h3>${capitalize(model.outcome)}</h3>
<p class="muted">It happened to ${formatCount(happened)} of ${formatCount(model.customers)} customers
(${formatPercent(model.baseRate)}).</p>
<div class="grid quality">${[ranking(model), calibration(model), error(model), comparison(model)]}</div>
${driversOf(model)}
${figures}
</div>`;
}

function ranking({ auc }: ReportModel): Html {
	const times = (value: number): string => String(Math.round(value * 100));
	return card({
		verdict: rankingVerdict(auc),
		figure: `${times(auc.value)} of 100`,
		interval: `(${times(auc.low)} to ${times(auc.high)})`,
		words:
			'times, of one customer to whom it happens and one to whom it does not, the right one is ranked first. ' +
			`50 would be chance. AUC ${formatScore(auc.value)} (${formatScore(auc.low)} to ${formatScore(auc.high)}).`,
	});
}

function rankingVerdict({ value, low }: ReportModel['auc']): string {
	if (low <= 0.5) return 'No better than chance';
	if (value >= 0.8) return 'Strong ranking';
	return value >= 0.7 ? 'Good ranking' : 'Modest ranking';
}

function calibration({ ece }: ReportModel): Html {
	const verdict = ece <= 0.05 ? 'Usable probabilities' : 'Rough probabilities';
	return card({
		verdict: ece <= 0.02 ? 'Precise probabilities' : verdict,
		figure: `${(ece * 100).toFixed(1)} points`,
		words:
			'is how far predicted probabilities lie from what happened, on average, in percentage points ' +
			'(expected calibration error).',
	});
}

function error({ brier, baseRate }: ReportModel): Html {
	const average = baseRate * (1 - baseRate);
	const saved = average > 0 ? 1 - brier / average : 0;
	return card({
		verdict: saved > 0 ? 'Better than the average' : 'Not better than the average',
		figure: `${formatPercentRounded(Math.abs(saved))} ${saved >= 0 ? 'less' : 'more'} error`,
		words: `than giving every customer the average rate. Brier score ${formatScore(brier)}.`,
	});
}

function comparison({ auc, bestSingleFeature }: ReportModel): Html | undefined {
	if (bestSingleFeature === undefined) return undefined;
	const gain = Math.round((auc.value - bestSingleFeature.auc) * 100);
	return card({
		verdict: gain > 0 ? 'Beats any one number' : 'One number does as well',
		figure: `${gain >= 0 ? '+' : '−'}${Math.abs(gain)} of 100`,
		words:
			`against sorting customers by ${bestSingleFeature.label} alone ` +
			`(AUC ${formatScore(bestSingleFeature.auc)}), the best single feature.`,
	});
}

interface QualityCard {
	readonly verdict: string;
	readonly figure: string;
	readonly interval?: string;
	readonly words: string;
}

function card({ verdict, figure, interval, words }: QualityCard): Html {
	return html`<div class="card"><span class="verdict">${verdict}</span>
<span class="big">${figure} <span class="small">${interval}</span></span><p class="muted">${words}</p></div>`;
}

function driversOf({ drivers }: ReportModel): Html | undefined {
	if (drivers.length === 0) return undefined;
	const items = drivers.map(({ label, direction }) => {
		const up = direction === 'raises';
		return html`<li><span>${label}</span>
<span class="${up ? 'up' : 'down'}">${up ? '▲ raises' : '▼ lowers'}</span></li>`;
	});
	return html`<p class="muted" style="margin-top:24px">What moves the prediction most, the more of it:</p>
<ul class="drivers">${items}</ul>`;
}
