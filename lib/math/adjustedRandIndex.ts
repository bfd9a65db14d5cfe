import { invariant } from '../core/invariant';

/**
 * Agreement of two partitions of the same rows, corrected for chance: 1 when they are equal up to names,
 * about 0 when they are unrelated (Hubert & Arabie 1985). Labels may be numbers or names.
 */
export function adjustedRandIndex(
	left: ArrayLike<number | string>,
	right: ArrayLike<number | string>,
): number {
	invariant(
		left.length === right.length,
		`partitions of ${left.length} and ${right.length} rows cannot be compared`,
	);
	const together = new Map<string, number>();
	const lefts = new Map<number | string, number>();
	const rights = new Map<number | string, number>();
	for (let row = 0; row < left.length; row += 1) {
		increase(together, `${left[row]}\u0000${right[row]}`);
		increase(lefts, left[row]);
		increase(rights, right[row]);
	}
	const pairs = pairsOf(left.length);
	const expected = (pairsIn(lefts) * pairsIn(rights)) / pairs;
	const highest = (pairsIn(lefts) + pairsIn(rights)) / 2;
	// Both all in one, or both all apart: the same partition.
	if (pairs === 0 || highest === expected) return 1;
	return (pairsIn(together) - expected) / (highest - expected);
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pairsIn(counts: ReadonlyMap<unknown, number>): number {
	let pairs = 0;
	for (const count of counts.values()) pairs += pairsOf(count);
	return pairs;
}

function pairsOf(count: number): number {
	return (count * (count - 1)) / 2;
}
