import { InvalidInput } from '../core/errors';
import { checkMoney, moneyOf } from './money';
import { measuresOf } from './planFeatures';
import type { EventCondition, FeatureDefinition, Measure, Window } from './types';

/** Starts with a small letter; 63 bytes are what every engine keeps of a column's name. */
const namePattern = /^[a-z][A-Za-z0-9_]{0,62}$/;

/**
 * Refuses definitions that could not become columns or would count nothing: InvalidInput names the feature,
 * the part and what was expected. Names are compared without case, as engines do.
 */
export function checkDefinitions(definitions: readonly FeatureDefinition[]): void {
	const seen = new Set<string>(['customer_id']);
	for (const definition of definitions) {
		checkName(definition.name, seen);
		checkLive(definition);
		for (const measure of measuresOf(definition.value)) checkMeasure(definition.name, measure);
	}
	const money = moneyOf(definitions);
	if (money !== undefined) checkMoney(money);
}

function checkName(name: string, seen: Set<string>): void {
	if (!namePattern.test(name)) {
		throw new InvalidInput(
			`feature name "${name}": expected a small letter, then at most 62 letters, digits or underscores`,
		);
	}
	const plain = name.toLowerCase();
	if (seen.has(plain)) throw new InvalidInput(`feature name "${name}" is used twice (case does not count)`);
	seen.add(plain);
}

function checkLive({ name, value, live }: FeatureDefinition): void {
	const isSelect = value.kind === 'select';
	if (isSelect === (live === false)) return;
	throw new InvalidInput(
		isSelect
			? `feature "${name}" is a select: only the engine can compute it, so say "live": false`
			: `feature "${name}" says "live": false, but only a select has no live twin: leave it out`,
	);
}

function checkMeasure(feature: string, measure: Measure): void {
	checkCondition(feature, measure.where);
	if ('until' in measure) checkCondition(feature, measure.until);
	if ('window' in measure && measure.window !== undefined) checkWindow(feature, measure.window);
	checkParts(feature, measure);
}

interface MeasureParts {
	readonly kind: string;
	readonly gapMinutes?: number;
	readonly days?: number;
	readonly eventsMin?: number;
	readonly texts?: readonly string[];
}

function checkParts(feature: string, { gapMinutes, days, eventsMin, texts }: MeasureParts): void {
	for (const [part, value] of Object.entries({ gapMinutes, days, eventsMin })) {
		if (value === undefined || value > 0) continue;
		throw new InvalidInput(`${part} of feature "${feature}" is ${value}: expected more than 0`);
	}
	if (texts?.length === 0) {
		throw new InvalidInput(`texts of feature "${feature}" is empty: expected at least one piece of text to look for`);
	}
}

function checkCondition(feature: string, condition: EventCondition): void {
	const { names, kinds, devices, hours } = condition;
	for (const [part, { list, noun }] of Object.entries({
		names: { list: names, noun: 'names no event' },
		kinds: { list: kinds, noun: 'has no kind' },
		devices: { list: devices, noun: 'names no device' },
	})) {
		if (list?.length === 0) throw new InvalidInput(`feature "${feature}" ${noun}: leave "${part}" out for any`);
	}
	const bounds = hours === undefined ? [] : [hours.from, hours.to];
	if (bounds.some((hour) => !(hour >= 0 && hour <= 24))) {
		throw new InvalidInput(`hours of feature "${feature}" are ${bounds.join(' to ')}: expected 0 to 24`);
	}
}

function checkWindow(feature: string, { fromDays, toDays }: Window): void {
	if (!(toDays >= 0 && fromDays > toDays && fromDays <= 36_500)) {
		throw new InvalidInput(
			`window of feature "${feature}" is ${fromDays} to ${toDays} days back: expected at most 36500, the first larger, the second at least 0`,
		);
	}
}
