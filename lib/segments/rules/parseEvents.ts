import { InvalidInput } from '../../core/errors';
import {
	numberComparisons,
	numberFields,
	textFields,
	type EventFilter,
	type EventTest,
	type NumberComparison,
	type OfNumber,
	type OfText,
	type RuleFields,
} from './types';

/** Reads one object of a rule: its value, its path, and what is in it. */
export type OpenObject = <Value>(value: unknown, path: string, read: (fields: RuleFields) => Value) => Value;

const textComparisons = ['equals', 'equalsNot', 'contains', 'containsNot', 'startsWith'] as const;
const presences = ['present', 'missing'] as const;
const memberships = ['oneOf', 'noneOf'] as const;
const allWays = [...new Set([...textComparisons, ...numberComparisons, ...memberships, ...presences])];

/** Events from a name, a list of names, or { names, where }; absent: whatever the customer did. */
export function parseEvents(value: unknown, path: string, open: OpenObject): EventFilter {
	if (value === undefined || value === null) return {};
	const isShort = typeof value === 'string' || Array.isArray(value);
	return open(isShort ? { names: value } : value, path, (fields) => ({
		...(fields.has('names') ? { names: fields.names('names') } : {}),
		...(fields.has('where') ? { where: fields.where('where') } : {}),
	}));
}

/** What holds for an event: a list of tests, all of which hold. */
export function parseWhere(value: unknown, path: string, open: OpenObject): readonly EventTest[] {
	if (Array.isArray(value) && value.length > 0) {
		return value.map((one: unknown, place) => open(one, `${path}[${place}]`, parseTest));
	}
	const example = '[{ "property": "plan", "is": "equals", "value": "pro" }]';
	throw new InvalidInput(`${path} is ${JSON.stringify(value) ?? 'missing'}: expected a list of what holds, such as ${example}`);
}

function parseTest(fields: RuleFields): EventTest {
	const subject = parseSubject(fields);
	const is = fields.choice('is', waysOf(subject));
	if (includes(presences, is)) return { ...subject, is };
	if (includes(memberships, is)) return { ...(subject as OfText), is, values: fields.texts('values') };
	if (comparesTexts(subject, is, fields.raw('value'))) return parseText(fields, subject as OfText, is);
	return { ...(subject as OfNumber), is: is as NumberComparison, value: fields.number('value') };
}

type Way = (typeof allWays)[number];

function waysOf(subject: OfText | OfNumber): readonly Way[] {
	if ('property' in subject) return allWays;
	return includes(numberFields, subject.field) ? [...numberComparisons, ...presences] : [...textComparisons, ...memberships, ...presences];
}

/** A property may be either: what it is compared with tells. */
function comparesTexts(subject: OfText | OfNumber, is: Way, value: unknown): boolean {
	if (!includes(numberComparisons, is)) return true;
	return 'property' in subject ? typeof value === 'string' : includes(textFields, subject.field);
}

function parseText(fields: RuleFields, subject: OfText, is: Way): EventTest {
	if (includes(textComparisons, is)) return { ...subject, is, value: fields.text('value') } as EventTest;
	throw fields.refuse('value', `"${is}" compares numbers, so leave the quotes out`);
}

function parseSubject(fields: RuleFields): OfText | OfNumber {
	if (fields.has('property')) return { property: fields.name('property') };
	if (!fields.has('field')) {
		throw fields.refuse('property', `expected the name of a property, or "field" with one of ${[...textFields, ...numberFields].join(', ')}`);
	}
	return { field: fields.choice('field', [...textFields, ...numberFields]) } as OfText | OfNumber;
}

function includes<Value extends string>(list: readonly Value[], value: string): value is Value {
	return (list as readonly string[]).includes(value);
}
