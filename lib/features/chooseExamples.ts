import type { Random } from '../core/random';

const EXAMPLES_MAX = 10;
const DRAWS_MAX = 1_000;

/** Why a customer is shown. */
export type ExampleReason = 'lowest' | 'median' | 'highest' | 'drawn';

/**
 * Which customers to show of `customers` in the order of their values, the `known` ones first; places counted from 1.
 * The extremes and the middle, and the rest of ten by chance, also of those whose value is not known.
 */
export function chooseExamples(
	{ known, customers }: { readonly known: number; readonly customers: number },
	random: Random,
): ReadonlyMap<number, ExampleReason> {
	const middle = Math.ceil(known / 2);
	const wanted: readonly [number, ExampleReason][] = [
		[1, 'lowest'], [2, 'lowest'], [known, 'highest'], [known - 1, 'highest'], [middle, 'median'], [middle + 1, 'median'],
	];
	const chosen = new Map<number, ExampleReason>();
	for (const [place, reason] of wanted) {
		if (place >= 1 && place <= known && !chosen.has(place)) chosen.set(place, reason);
	}
	for (let draw = 0; draw < DRAWS_MAX && chosen.size < Math.min(EXAMPLES_MAX, customers); draw += 1) {
		const place = 1 + random.integer(customers);
		if (!chosen.has(place)) chosen.set(place, 'drawn');
	}
	return new Map([...chosen].sort(([left], [right]) => left - right));
}
