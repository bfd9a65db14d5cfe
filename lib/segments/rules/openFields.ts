import { millisecondsOf, readDuration } from '../../core/duration';
import { InvalidInput } from '../../core/errors';
import { isObject, type JsonObject } from '../../core/parse';
import { protectedTraitOf } from '../../privacy/protectedTraits';
import { parseEvents, parseWhere } from './parseEvents';
import type { Bounds, Rule, RuleFields } from './types';

/** The fields of an object, and a last look for those nobody asked for: a misspelt one must not count as absent. */
export interface OpenFields extends RuleFields {
	refuseOthers(): void;
}

/** Texts of a list: more than a person writes. */
const TEXTS_MAX = 100;

type ParseRule = (value: unknown, path: string) => Rule;

/** Reads an object of a rule; `path` is where it stands: "rule.of[1]". */
export function openFields(value: unknown, path: string, parse: ParseRule): OpenFields {
	if (!isObject(value)) throw new InvalidInput(`${path} is ${shown(value)}: expected an object in curly brackets`);
	const asked = new Set<string>();
	const at = (field: string): string => `${path}.${field}`;
	const get = (field: string): unknown => {
		asked.add(field);
		return Object.hasOwn(value, field) ? value[field] : undefined;
	};
	const refuse = (field: string, sentence: string): Error =>
		new InvalidInput(`${at(field)} is ${shown(value[field])}: ${sentence}`);
	const items = (field: string): readonly unknown[] => {
		const list = get(field);
		if (Array.isArray(list) && list.length > 0) return list;
		throw refuse(field, 'expected a list in square brackets with at least one entry');
	};
	const has = (field: string): boolean => get(field) !== undefined && get(field) !== null;
	const plain = plainFields(get, refuse);
	return {
		refuse,
		raw: get,
		has,
		...plain,
		bounds: () => readBounds({ has, refuse, ...plain }),
		events: (field) => parseEvents(get(field), at(field), openPlain),
		where: (field) => parseWhere(get(field), at(field), openPlain),
		rule: (field) => parse(get(field), at(field)),
		rules: (field) => items(field).map((item, place) => parse(item, `${at(field)}[${place}]`)),
		object: (field, read) => readAll(openFields(get(field), at(field), parse), read),
		list: (field, read) =>
			items(field).map((item, place) =>
				readAll(openFields(item, `${at(field)}[${place}]`, parse), (fields) => read(fields, place)),
			),
		refuseOthers: () => refuseOthers(value, { asked, path }),
	};
}

/** For objects in which no rule stands. */
function openPlain<Value>(value: unknown, path: string, read: (fields: RuleFields) => Value): Value {
	const noRule: ParseRule = (_inner, at) => {
		throw new InvalidInput(`${at} cannot hold a rule`);
	};
	return readAll(openFields(value, path, noRule), read);
}

function readAll<Value>(fields: OpenFields, read: (fields: RuleFields) => Value): Value {
	const result = read(fields);
	fields.refuseOthers();
	return result;
}

function readBounds({ has, refuse, duration }: Pick<RuleFields, 'has' | 'refuse' | 'duration'>): Bounds {
	const atLeast = has('atLeast') ? duration('atLeast') : undefined;
	const atMost = has('atMost') ? duration('atMost') : undefined;
	if (atLeast === undefined) {
		if (atMost !== undefined) return { atMost };
		throw refuse('atLeast', 'expected "atLeast", "atMost" or both');
	}
	if (atMost === undefined) return { atLeast };
	if (millisecondsOf(atMost) >= millisecondsOf(atLeast)) return { atLeast, atMost };
	throw refuse('atMost', 'expected at least as much as atLeast');
}

function plainFields(
	get: (field: string) => unknown,
	refuse: RuleFields['refuse'],
): Pick<RuleFields, 'text' | 'texts' | 'name' | 'names' | 'choice' | 'number' | 'whole' | 'duration'> {
	const number = (field: string): number => {
		const value = get(field);
		if (typeof value === 'number' && Number.isFinite(value)) return value;
		throw refuse(field, 'expected a number');
	};
	const text = (field: string): string => {
		const value = get(field);
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
		throw refuse(field, 'expected a text in quotes that is not empty');
	};
	const texts = (field: string): readonly string[] => {
		const value = get(field);
		const list: readonly unknown[] = Array.isArray(value) ? value : [value];
		const isFine = list.length > 0 && list.length <= TEXTS_MAX && list.every((one) => typeof one === 'string' && one.trim() !== '');
		if (isFine) return (list as readonly string[]).map((one) => one.trim());
		throw refuse(field, `expected 1 to ${TEXTS_MAX} texts in quotes`);
	};
	/** Nobody is treated by a protected trait, whoever calls it an event, a property or a feature. */
	const unprotected = (field: string, names: readonly string[]): readonly string[] => {
		const trait = names.map(protectedTraitOf).find((one) => one !== undefined);
		if (trait === undefined) return names;
		throw refuse(field, `it tells about a protected trait (${trait}), which nobody is treated by`);
	};
	return {
		number,
		text,
		texts,
		name: (field) => unprotected(field, [text(field)])[0],
		names: (field) => unprotected(field, texts(field)),
		choice: (field, choices) => {
			const found = choices.find((choice) => choice === get(field));
			if (found !== undefined) return found;
			throw refuse(field, `expected one of ${choices.join(', ')}`);
		},
		whole: (field, { low, high }) => {
			const value = number(field);
			if (Number.isInteger(value) && value >= low && value <= high) return value;
			throw refuse(field, `expected a whole number from ${low} to ${high}`);
		},
		duration: (field) => {
			const value = get(field);
			const duration = typeof value === 'string' ? readDuration(value) : undefined;
			if (duration !== undefined) return duration;
			throw refuse(field, 'expected a time such as "5 minutes", "12 hours" or "30 days", at most a hundred years');
		},
	};
}

function refuseOthers(
	value: JsonObject,
	{ asked, path }: { readonly asked: ReadonlySet<string>; readonly path: string },
): void {
	const other = Object.keys(value).find((field) => !asked.has(field));
	if (other === undefined) return;
	throw new InvalidInput(
		`${path}.${other} is ${shown(value[other])}: there is no such field here, expected some of ${[...asked].join(', ')}`,
	);
}

function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? 'missing';
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
