import { InvalidInput } from '../core/errors';
import { importFields, rejectedColumns, type FileMapping, type ImportField } from '../store/types';
import { describingFields, fieldNames, notPurchases, plainName, refundNames } from './fieldNames';

/** Columns that hold an object of further properties in event exports. */
const objectNames: readonly string[] = ['properties', 'traits', 'eventproperties', 'params'];

/** Without these a row is nobody's, or never happened. */
const requiredFields: readonly { readonly anyOf: readonly ImportField[]; readonly what: string }[] = [
	{ anyOf: ['customerId', 'anonymousId'], what: 'a customer' },
	{ anyOf: ['occurredAt'], what: 'a time' },
];

/** What this project wrote into the file itself. */
const notTheirs: readonly string[] = Object.values(rejectedColumns);

export interface MappingWishes {
	/** Columns the user named for a field; they win over guesses. */
	readonly fields?: Readonly<Partial<Record<ImportField, string>>>;
	readonly timeFormat?: string;
	readonly currency?: string;
	/** Which of the names are columns, and not keys inside one. Absent: those without a dot. */
	readonly columns?: readonly string[];
}

/**
 * Maps the columns of a file to the fields of an event: what the user said first, then by name.
 * InvalidInput when no column says whose event it is or when it happened, naming the columns seen.
 */
export function guessMapping(columns: readonly string[], wishes: MappingWishes = {}): FileMapping {
	const fields = mapFields(columns, wishes.fields ?? {});
	requireFields(columns, fields);
	const used = new Set(Object.values(fields).flat());
	const top = wishes.columns ?? columns.filter((column) => !column.includes('.'));
	const propertyObjects = top.filter((column) => objectNames.includes(plainName(column)));
	return {
		fields,
		properties: top.filter((column) => !used.has(column) && !propertyObjects.includes(column) && !notTheirs.includes(column)),
		propertyObjects,
		notPurchases,
		refundNames,
		currency: (wishes.currency ?? 'EUR').toUpperCase(),
		...(wishes.timeFormat === undefined ? {} : { timeFormat: wishes.timeFormat }),
	};
}

type Fields = Readonly<Partial<Record<ImportField, readonly string[]>>>;

function mapFields(columns: readonly string[], wished: NonNullable<MappingWishes['fields']>): Fields {
	const fields: Partial<Record<ImportField, readonly string[]>> = {};
	const used = new Set<string>();
	for (const field of importFields) {
		const name = wished[field];
		const found = name === undefined ? byName(columns, field, used) : [existing(columns, field, name)];
		if (found.length > 0) fields[field] = found;
		for (const column of found) used.add(column);
	}
	return fields;
}

function requireFields(columns: readonly string[], fields: Fields): void {
	for (const { anyOf, what } of requiredFields) {
		if (anyOf.some((field) => fields[field] !== undefined)) continue;
		throw new InvalidInput(
			`no column of the file tells ${what}: it has ${list(columns)}. Name the column for ${anyOf.join(' or ')}`,
		);
	}
}

/** All columns whose name is a known one for the field, best name first, top level before nested. */
function byName(
	columns: readonly string[],
	field: ImportField,
	used: ReadonlySet<string>,
): readonly string[] {
	const places = columns
		.filter((column) => !used.has(column) && mayBeNested(column, field))
		.map((column) => ({ column, place: placeOf(column, field) }))
		.filter(({ place }) => place >= 0)
		.sort((left, right) => left.place - right.place);
	return places.slice(0, 3).map(({ column }) => column);
}

function mayBeNested(column: string, field: ImportField): boolean {
	const [first, ...rest] = column.split('.');
	if (rest.length === 0) return true;
	return rest.length === 1 && objectNames.includes(plainName(first)) && describingFields.includes(field);
}

function placeOf(column: string, field: ImportField): number {
	const parts = column.split('.');
	const place = fieldNames[field].indexOf(plainName(parts[parts.length - 1]));
	return place < 0 ? -1 : place + (parts.length - 1) * 100;
}

function existing(columns: readonly string[], field: ImportField, wished: string): string {
	if (columns.includes(wished)) return wished;
	throw new InvalidInput(
		`${field} is mapped to column "${wished}", which the file does not have: it has ${list(columns)}`,
	);
}

function list(columns: readonly string[]): string {
	const shown = columns.slice(0, 30).map((column) => `"${column}"`).join(', ');
	return columns.length > 30 ? `${shown} and ${columns.length - 30} more` : shown;
}
