import { formatShare, formatValue } from './formatValue';
import type { Level } from './levelsOf';
import { plainLabel } from './plainLabel';
import type { SegmentProfile } from './types';

const STORY_TRAITS_MAX = 2;
const NUMBERS_MAX = 3;

/** "They order often and spend more than most." */
export function tellStory(levels: readonly Level[]): string {
	const phrases = levels.slice(0, STORY_TRAITS_MAX).map(phraseOf);
	if (phrases.length === 0) return 'They are much like the average customer.';
	return `They ${phrases.join(' and ')}.`;
}

/** "On average: 5.2 orders in the last 90 days (1.9 among all customers); …" Empty without evidence. */
export function tellNumbers(levels: readonly Level[], currency?: string): string {
	const parts = levels.slice(0, NUMBERS_MAX).map((level) => numberOf(level, currency));
	return parts.length === 0 ? '' : `On average: ${parts.join('; ')}.`;
}

/** "12 % of all customers, with 31 % of the revenue." */
export function tellSize(profile: SegmentProfile): string {
	const revenue = profile.revenueShare;
	const share = `${formatShare(profile.share)} of all customers`;
	return typeof revenue === 'number' ? `${share}, with ${formatShare(revenue)} of the revenue.` : `${share}.`;
}

function phraseOf(level: Level): string {
	const { known } = level;
	if (known) return level.level > 0 ? known.theyHigh : known.theyLow;
	return phraseForLabel(withoutUnit(plainLabel(level.evidence.label)), level);
}

function phraseForLabel(label: string, { level, evidence }: Level): string {
	const high = level > 0;
	if (isEvent(label)) return `show ${withoutWindow(label)} ${high ? 'more' : 'less'} often than most`;
	const countable = evidence.unit === 'count' || evidence.unit === 'days';
	return countable ? `have ${high ? 'more' : 'fewer'} ${label} than most` : `are ${high ? 'high' : 'low'} in ${label}`;
}

function numberOf({ known, evidence }: Level, currency?: string): string {
	const label = withoutUnit(known ? evidence.label : plainLabel(evidence.label));
	const mean = formatValue(evidence.mean, evidence.unit, currency);
	const overall = `${formatValue(evidence.overallMean, evidence.unit, currency)} among all customers`;
	if (isEvent(label)) return `${mean} times ${label} (${overall})`;
	switch (evidence.unit) {
		case 'count':
		case 'days':
		case 'per order':
			return `${mean} ${label} (${overall})`;
		default:
			return `${label} ${mean} (${overall})`;
	}
}

/** The label of a count of one event is its name in quotation marks. */
function isEvent(label: string): boolean {
	return label.startsWith('"');
}

function withoutWindow(label: string): string {
	return label.replace(/ in the last \d+ days$/, '');
}

/** The unit shows in the number: "average order value, in cents" becomes "average order value". */
function withoutUnit(label: string): string {
	return label.replace(/, in cents$/, '').replace(/; low for .*$/, '');
}
