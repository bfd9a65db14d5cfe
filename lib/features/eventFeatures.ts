import { hashText } from '../core/hash';
import { featureCatalogue } from './catalogue';
import type { FeatureDefinition, Window } from './types';

const window: Window = { fromDays: 90, toDays: 0 };

/** Letters of a name inside a column's name; 63 bytes are what every engine keeps. */
const SLUG_LENGTH_MAX = 36;

/**
 * One feature for each event name: how often in the last 90 days. Names that read alike as columns ("Buy now",
 * "buy_now") are kept apart by a hash. Sorted by column, so that the same names make the same feature set.
 */
export function eventFeatures(eventNames: readonly string[]): readonly FeatureDefinition[] {
	const uses = new Map<string, number>();
	for (const name of eventNames) {
		const plain = slugOf(name).toLowerCase();
		uses.set(plain, (uses.get(plain) ?? 0) + 1);
	}
	const columnOf = (name: string): string => {
		const slug = slugOf(name);
		const isClear = uses.get(slug.toLowerCase()) === 1 && slug.length <= SLUG_LENGTH_MAX && slug !== '';
		const shown = isClear ? slug : `${slug.slice(0, SLUG_LENGTH_MAX)}_${hashText(name, 4)}`;
		return `event_${shown}Last90Days`;
	};
	return eventNames
		.map((name) => countOf(name, columnOf(name)))
		.sort((left, right) => (left.name < right.name ? -1 : 1));
}

function countOf(eventName: string, column: string): FeatureDefinition {
	return {
		name: column,
		label: `"${eventName}" in the last 90 days`,
		unit: 'count',
		missing: 'zero',
		value: { kind: 'count', where: { kinds: ['track', 'page', 'screen'], names: [eventName] }, window },
	};
}

/** "Order Completed" → "orderCompleted", "NPS Answered" → "npsAnswered"; empty for a name without latin letters and digits. */
function slugOf(name: string): string {
	const words = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.split(/[^A-Za-z0-9]+/)
		.filter((word) => word !== '');
	return words.map((word, index) => (index === 0 ? startSmall(word) : startLarge(word))).join('');
}

function startSmall(word: string): string {
	return /[a-z]/.test(word) ? word[0].toLowerCase() + word.slice(1) : word.toLowerCase();
}

function startLarge(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}

/** Event names the catalogue counts over the same days already: a second column would say the same twice. */
export const eventNamesCounted: readonly string[] = featureCatalogue.flatMap(({ value }) => {
	if (value.kind !== 'count' || value.window?.fromDays !== window.fromDays) return [];
	return value.where.names ?? [];
});
