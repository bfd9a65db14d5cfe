import type { CustomerVectorModel } from '../types';

/** Columns of the vector in a snapshot: behaviour, then text. */
export function vectorColumnsOf({ preparation, text }: CustomerVectorModel): string[] {
	return [
		...preparation.columns.map((_, index) => `vectorBehaviour${index + 1}`),
		...(text?.directions ?? []).map((_, index) => `vectorText${index + 1}`),
	];
}

export function isVectorColumn(name: string): boolean {
	return /^vector(?:Behaviour|Text)\d+$/.test(name);
}
