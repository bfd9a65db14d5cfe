import type { ColumnPreparation } from './preparation';

/** One prepared number; null, undefined and NaN are absent. The same operations in the same order as `preparedSql`. */
export function prepareValue(column: ColumnPreparation, raw: number | null | undefined): number {
	return (transformed(column, raw) - column.centre) / column.scale;
}

function transformed(column: ColumnPreparation, raw: number | null | undefined): number {
	const absent = raw === null || raw === undefined || Number.isNaN(raw);
	if (column.transform === 'missing') return absent ? 1 : 0;
	const clamped = Math.min(Math.max(absent ? column.missingValue : raw, column.low), column.high);
	return column.transform === 'none' ? clamped : signedLog(clamped);
}

/** sign(x) · ln(1 + |x|); not log1p, which the engines that read it as SQL do not have. */
export function signedLog(value: number): number {
	return Math.sign(value) * Math.log(1 + Math.abs(value));
}

/** Inverse of `signedLog`. */
export function signedExp(value: number): number {
	return Math.sign(value) * Math.expm1(Math.abs(value));
}
