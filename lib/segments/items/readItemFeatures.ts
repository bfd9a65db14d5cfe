import { InvalidInput, NotEnoughData } from '../../core/errors';
import { numberOf, textOf, type JsonObject } from '../../core/parse';
import { fieldNames, plainName } from '../../events/fieldNames';
import type { FeatureUnit } from '../../features/types';
import type { ColumnTable } from '../../store/types';
import type { DescribedFeature } from '../types';

export interface ItemFeatures {
	/** Values of each feature of each item, NaN where there is none; keys name the customers. */
	readonly table: ColumnTable;
	readonly features: readonly DescribedFeature[];
	/** "Country: text" for each field that is not a number. */
	readonly leftOut: readonly string[];
}

export interface ItemFields {
	/** Field with the id or name of a customer; absent: found by its name, or the number of the item. */
	readonly customerId?: string;
	/** Fields to group by; absent: every field that holds numbers. */
	readonly features?: readonly string[];
}

/**
 * Fields of items, such as the rows of a spreadsheet, as features. A field counts as numbers when every value that is not
 * empty is one; yes and no are 1 and 0. InvalidInput for a field asked for that is not there or holds something else.
 */
export function readItemFeatures(rows: readonly JsonObject[], wanted: ItemFields): ItemFeatures {
	const there = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const idField = findId(there, wanted.customerId);
	const asked = wanted.features;
	asked?.forEach((name) => requireField(there, name));
	const candidates = (asked ?? there).filter((name) => name !== idField);
	const read = candidates.map((name) => ({ name, ...readField(rows, name) }));
	const refused = read.find(({ problem }) => problem !== undefined);
	if (asked !== undefined && refused?.problem !== undefined) {
		throw new InvalidInput(`field "${refused.name}" ${refused.problem}: expected numbers, or choose other fields under 'Fields to Group By'`);
	}
	const kept = read.filter(({ problem }) => problem === undefined);
	if (kept.length === 0) {
		throw new NotEnoughData(`no field of the items holds numbers to group by: they have ${list(there)}. Turn texts into numbers first`);
	}
	return {
		table: {
			rows: rows.length,
			keys: rows.map((row, index) => (idField === undefined ? undefined : textOf(row[idField])) ?? `item ${index}`),
			names: kept.map(({ name }) => name),
			values: kept.map(({ values }) => values),
		},
		features: kept.map(({ name, values }) => ({ name, label: name, unit: unitOf(values) })),
		leftOut: read.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`])),
	};
}

function findId(there: readonly string[], wanted: string | undefined): string | undefined {
	if (wanted !== undefined) return requireField(there, wanted);
	const known = [...fieldNames.customerId, 'id', 'customername', 'name'];
	return known.map((plain) => there.find((name) => plainName(name) === plain)).find((name) => name !== undefined);
}

function requireField(there: readonly string[], name: string): string {
	if (there.includes(name)) return name;
	throw new InvalidInput(`field "${name}" is not in the items: they have ${list(there)}`);
}

function list(names: readonly string[]): string {
	return names.length === 0 ? 'none' : names.slice(0, 30).map((name) => `"${name}"`).join(', ');
}

/** Values of a field as numbers, or why they are none. */
function readField(rows: readonly JsonObject[], name: string): { readonly values: Float64Array; readonly problem?: string } {
	const values = new Float64Array(rows.length).fill(NaN);
	let present = 0;
	for (const [index, row] of rows.entries()) {
		const value = row[name];
		if ((value ?? '') === '') continue;
		const number = typeof value === 'boolean' ? Number(value) : (numberOf(value) ?? NaN);
		if (!Number.isFinite(number)) return { values, problem: `holds ${kindOf(value)} in item ${index}` };
		values[index] = number;
		present += 1;
	}
	return present === 0 ? { values, problem: 'is empty in every item' } : { values };
}

/** Never the value itself: it may be somebody's name. */
function kindOf(value: unknown): string {
	if (typeof value === 'string') return 'text';
	return typeof value === 'object' ? 'an object or a list' : 'no number';
}

function unitOf(values: Float64Array): FeatureUnit {
	return values.every((value) => Number.isNaN(value) || Number.isInteger(value)) ? 'count' : 'number';
}
