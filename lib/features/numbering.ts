import { canonicalJson } from '../core/hash';

/** Values in the order they were first asked for; equal JSON is one value. */
export interface Numbering<Value> {
	/** Position of the value, counted from 0; added when it is new. */
	indexOf(value: Value): number;
	readonly values: readonly Value[];
}

/** Makes a compiled statement say each thing once, however many features need it. */
export function openNumbering<Value>(): Numbering<Value> {
	const indexes = new Map<string, number>();
	const values: Value[] = [];
	return {
		values,
		indexOf: (value) => {
			const key = canonicalJson(value);
			const known = indexes.get(key);
			if (known !== undefined) return known;
			indexes.set(key, values.length);
			values.push(value);
			return values.length - 1;
		},
	};
}
