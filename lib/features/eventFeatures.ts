import { featureCatalogue } from './catalogue';
import { hashedSlug, slugOf, slugWithin } from './columnSlug';
import type { FeatureDefinition, Window } from './types';

const window: Window = { fromDays: 90, toDays: 0 };

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
		const isAlone = uses.get(slugOf(name).toLowerCase()) === 1;
		return `event_${isAlone ? slugWithin(name) : hashedSlug(name)}Last90Days`;
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

/** Event names the catalogue counts over the same days already: a second column would say the same twice. */
export const eventNamesCounted: readonly string[] = featureCatalogue.flatMap(({ value }) => {
	if (value.kind !== 'count' || value.window?.fromDays !== window.fromDays) return [];
	return value.where.names ?? [];
});
