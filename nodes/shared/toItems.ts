import type { IDataObject } from 'n8n-workflow';
import type { Shown } from './operation';

/** A result as one plain output item: JSON values only, undefined left out. */
export function toItem(value: unknown): Shown {
	return { json: JSON.parse(JSON.stringify(value)) as IDataObject };
}

/** Rounds for people: 4 significant digits of a share, whole of the rest is the reader's choice. */
export function rounded(value: number, digits = 4): number {
	const factor = 10 ** digits;
	return Math.round(value * factor) / factor;
}
