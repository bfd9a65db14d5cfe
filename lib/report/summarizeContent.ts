import { capitalize, formatPercent, formatPercentRounded, formatQuantity } from './format';
import type { ReportContent, ReportModel, ReportSegment } from './types';

/** The findings in a few sentences, the most important first; what is absent is not mentioned. */
export function summarizeContent(content: ReportContent): string[] {
	const sentences = [
		sizes(content),
		revenue(content.segments),
		...(content.models ?? []).map(prediction),
		content.readiness !== undefined && !content.readiness.ready
			? `${content.readiness.sentence}.`
			: undefined,
	];
	return sentences.filter((sentence) => sentence !== undefined);
}

function sizes({ customers, segments }: ReportContent): string {
	if (segments.length === 0) return `${formatQuantity(customers, 'customer')}; no segments yet.`;
	const largest = segments.reduce((best, one) => (one.size > best.size ? one : best));
	return (
		`${formatQuantity(customers, 'customer')} in ${formatQuantity(segments.length, 'segment')}. ` +
		`The largest, “${largest.name}”, ` +
		`holds ${formatPercentRounded(largest.share)} of them.`
	);
}

/** The segment that brings most beyond its size, when it is worth a sentence. */
function revenue(segments: readonly ReportSegment[]): string | undefined {
	const known = segments.flatMap(({ name, share, revenueShare }) =>
		revenueShare === null ? [] : [{ name, share, revenueShare }],
	);
	const best = known.sort((a, b) => b.revenueShare - b.share - (a.revenueShare - a.share))[0];
	if (best === undefined || best.revenueShare < 1.2 * best.share) return undefined;
	return (
		`“${best.name}” is ${formatPercent(best.share)} of the customers and brings ` +
		`${formatPercent(best.revenueShare)} of the revenue.`
	);
}

function prediction({ outcome, auc }: ReportModel): string {
	if (auc.low <= 0.5) return `${capitalize(outcome)} cannot be predicted from this data: no better than chance.`;
	const times = Math.round(auc.value * 100);
	return (
		`${capitalize(outcome)} can be predicted: of one customer who will and one who will not, ` +
		`the right one is ranked first ${times} times in 100.`
	);
}
