/**
 * How well one raw feature alone ranks the outcome: its area under the curve in whichever direction and with
 * whichever place for absent values (all lowest or all highest) is best. In [0.5, 1]; 0.5 when nothing can be ranked.
 */
export function singleFeatureArea(labels: Uint8Array, values: Float64Array): number {
	const having = sortedPresent(labels, values, 1);
	const lacking = sortedPresent(labels, values, 0);
	const positives = labels.reduce((sum, label) => sum + label, 0);
	const negatives = labels.length - positives;
	if (positives === 0 || negatives === 0) return 0.5;
	const absentPositives = positives - having.length;
	const absentNegatives = negatives - lacking.length;
	const wins = countWins(having, lacking) + (absentPositives * absentNegatives) / 2;
	const areas = [
		(wins + having.length * absentNegatives) / (positives * negatives),
		(wins + absentPositives * lacking.length) / (positives * negatives),
	];
	return Math.max(...areas, ...areas.map((area) => 1 - area));
}

function sortedPresent(labels: Uint8Array, values: Float64Array, label: number): Float64Array {
	return values.filter((value, row) => labels[row] === label && !Number.isNaN(value)).sort();
}

/** Pairs in which the first is higher, ties counting half; both sorted upwards. */
function countWins(first: Float64Array, second: Float64Array): number {
	let [wins, below, notAbove] = [0, 0, 0];
	for (const value of first) {
		while (below < second.length && second[below] < value) below += 1;
		while (notAbove < second.length && second[notAbove] <= value) notAbove += 1;
		wins += (below + notAbove) / 2;
	}
	return wins;
}
