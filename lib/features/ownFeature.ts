import { InvalidInput } from '../core/errors';
import { protectedTraitOf } from '../privacy/protectedTraits';
import { slugWithin } from './columnSlug';
import type {
	EventCondition,
	FeatureDefinition,
	FeatureUnit,
	FeatureValue,
	NumericSource,
	TextEventColumn,
	TextSource,
	Window,
} from './types';
import { vocabulary } from './vocabulary';

/** What a value is made of, besides a property. */
const ownAmounts = { revenue: 'revenueCents', discount: 'discountCents', quantity: 'quantity' } as const;
type OwnAmount = keyof typeof ownAmounts;

const ownAggregates = [
	'count', 'daysSinceFirst', 'daysSinceLast', 'distinct', 'last', 'max', 'mean', 'sessions', 'sum',
] as const;
type OwnAggregate = (typeof ownAggregates)[number];

const textColumns = [
	'campaign', 'channel', 'coupon', 'day', 'device', 'hour', 'name', 'order', 'orderId', 'platform', 'productId', 'sessionId',
] as const satisfies readonly TextEventColumn[];

export type OwnCondition =
	| { readonly kind: 'property'; readonly property: string; readonly equals: string }
	| { readonly kind: 'revenue'; readonly sign: 'positive' | 'negative' }
	| { readonly kind: 'device' | 'channel'; readonly equals: string };

/** A feature in the words of a node's fields; what an aggregate does not use must be absent. */
export interface OwnFeature {
	/** For people: "Support calls". */
	readonly name: string;
	/** Exact name of the event; empty: whatever the customer did. */
	readonly event: string;
	readonly condition?: OwnCondition;
	readonly aggregate: OwnAggregate;
	/** For sum, mean, max, last. */
	readonly amount?: OwnAmount | { readonly property: string };
	/** For distinct. */
	readonly valuesOf?: TextEventColumn | { readonly property: string };
	/** Days back; absent: all history. */
	readonly windowDays?: number;
	/** Absent: zero for counts and sums, unknown for all else. */
	readonly missing?: 'zero' | 'unknown';
}

const WINDOW_DAYS_MAX = 36_500;
const NAME_LENGTH_MAX = 100;
/** A pause that ends a session, as in the catalogue. */
const SESSION_GAP_MINUTES = 30;

/** The definition of a marketer's feature. InvalidInput names the feature, the field and what was expected. */
export function defineOwnFeature(feature: OwnFeature): FeatureDefinition {
	const label = nameOfFeature(feature.name);
	checkChoices(feature);
	refuseProtected(feature);
	const where = { ...eventsOf(feature.event), ...conditionOf(feature) };
	return {
		name: ownColumnOf(label),
		label,
		unit: unitOf(feature),
		missing: missingOf(feature),
		value: valueOf(feature, where),
	};
}

/** The name as written, or InvalidInput. */
export function nameOfFeature(name: string): string {
	const label = name.trim();
	if (label !== '' && label.length <= NAME_LENGTH_MAX) return label;
	throw new InvalidInput(
		label === ''
			? 'Name of an own feature is empty: expected one such as "Support calls"'
			: `Name "${label.slice(0, 40)}…" has ${label.length} characters: expected at most ${NAME_LENGTH_MAX}`,
	);
}

/** "Support calls" → "own_supportCalls": a column of its own, whatever the catalogue has or will have. */
export function ownColumnOf(label: string): string {
	return `own_${slugWithin(label)}`;
}

/** A choice may come from an expression, and one that is not known must not count something else. */
function checkChoices({ name, aggregate, amount, valuesOf, condition }: OwnFeature): void {
	const check = (field: string, value: string, known: readonly string[]): void => {
		if (known.includes(value)) return;
		throw new InvalidInput(`${field} of feature "${name}" is "${value}": expected one of ${known.join(', ')}`);
	};
	check('Calculate', aggregate, ownAggregates);
	if (typeof amount === 'string') check('Of', amount, Object.keys(ownAmounts));
	if (typeof valuesOf === 'string') check('Different', valuesOf, textColumns);
	if (condition === undefined) return;
	check('Only Where', condition.kind, ['property', 'revenue', 'device', 'channel']);
}

function refuseProtected({ name, event, condition, amount, valuesOf }: OwnFeature): void {
	const properties = [amount, valuesOf].flatMap((of) => (typeof of === 'object' ? [of.property] : []));
	const spoken = [name, event, ...properties, ...(condition?.kind === 'property' ? [condition.property, condition.equals] : [])];
	for (const text of spoken) refuseProtectedName(name, text);
}

export function refuseProtectedName(feature: string, text: string): void {
	const trait = protectedTraitOf(text);
	if (trait === undefined) return;
	throw new InvalidInput(
		`feature "${feature}" speaks of "${text}": it tells about a protected trait (${trait}), which nobody is treated by`,
	);
}

function eventsOf(event: string): EventCondition {
	return event === '' ? vocabulary.activity : { names: [event] };
}

function conditionOf({ name, condition }: OwnFeature): EventCondition {
	if (condition === undefined) return {};
	switch (condition.kind) {
		case 'revenue':
			return { revenue: condition.sign };
		case 'property':
			return {
				property: { name: required(name, 'Property', condition.property), equals: required(name, 'Equals', condition.equals) },
			};
		default:
			return { [condition.kind]: required(name, 'Equals', condition.equals) };
	}
}

function required(feature: string, field: string, value: string): string {
	if (value.trim() !== '') return value.trim();
	throw new InvalidInput(`${field} of feature "${feature}" is empty: fill it in, or choose another condition or aggregate`);
}

function valueOf(feature: OwnFeature, where: EventCondition): FeatureValue {
	const { aggregate } = feature;
	const window = windowOf(feature);
	const within = window === undefined ? {} : { window };
	switch (aggregate) {
		case 'count':
			return { kind: 'count', where, ...within };
		case 'daysSinceFirst':
		case 'daysSinceLast':
			return { kind: aggregate, where };
		case 'distinct':
			return { kind: 'distinct', of: textSourceOf(feature), where, ...within };
		case 'sessions':
			return { kind: 'sessions', gapMinutes: SESSION_GAP_MINUTES, where, ...within };
		default:
			return { kind: aggregate, of: numericSourceOf(feature), where, ...within };
	}
}

function windowOf({ name, aggregate, windowDays }: OwnFeature): Window | undefined {
	if (windowDays === undefined) return undefined;
	if (isDaysSince(aggregate)) {
		throw new InvalidInput(
			`Days Back of feature "${name}" is ${windowDays}: days since an event look at all history, so leave it out`,
		);
	}
	if (windowDays > 0 && windowDays <= WINDOW_DAYS_MAX) return { fromDays: windowDays, toDays: 0 };
	throw new InvalidInput(
		`Days Back of feature "${name}" is ${windowDays}: expected more than 0 and at most ${WINDOW_DAYS_MAX}, or 0 for all history`,
	);
}

function numericSourceOf({ name, amount }: OwnFeature): NumericSource {
	if (amount === undefined) throw new InvalidInput(`Of of feature "${name}" is empty: choose an amount or a property`);
	return typeof amount === 'object' ? { property: required(name, 'Property', amount.property) } : ownAmounts[amount];
}

function textSourceOf({ name, valuesOf }: OwnFeature): TextSource {
	if (valuesOf === undefined) throw new InvalidInput(`Different of feature "${name}" is empty: choose what is told apart`);
	return typeof valuesOf === 'object' ? { property: required(name, 'Property', valuesOf.property) } : valuesOf;
}

function missingOf({ name, aggregate, missing }: OwnFeature): FeatureDefinition['missing'] {
	if (missing === 'zero' && isDaysSince(aggregate)) {
		throw new InvalidInput(
			`Without Events of feature "${name}" is zero: days since an event that never happened are not known, so choose Unknown`,
		);
	}
	return missing ?? (['count', 'distinct', 'sessions', 'sum'].includes(aggregate) ? 'zero' : 'unknown');
}

function isDaysSince(aggregate: OwnAggregate): boolean {
	return aggregate === 'daysSinceFirst' || aggregate === 'daysSinceLast';
}

function unitOf({ aggregate, amount }: OwnFeature): FeatureUnit {
	if (isDaysSince(aggregate)) return 'days';
	if (aggregate === 'count' || aggregate === 'distinct' || aggregate === 'sessions') return 'count';
	return amount === 'revenue' || amount === 'discount' ? 'cents' : 'number';
}
