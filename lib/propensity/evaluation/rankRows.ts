/** Rows from the highest score down, in groups of equal scores. */
export interface Ranking {
	/** Row numbers, highest score first; rows of equal score in the order they came. */
	readonly rows: Uint32Array;
	/** groupEnds[g] is the place after the last row of group g. */
	readonly groupEnds: readonly number[];
}

export function rankRows(scores: Float64Array): Ranking {
	const rows = Uint32Array.from(scores, (_, row) => row).sort(
		(left, right) => scores[right] - scores[left] || left - right,
	);
	const groupEnds: number[] = [];
	for (let place = 1; place <= rows.length; place += 1) {
		const ends = place === rows.length || scores[rows[place]] !== scores[rows[place - 1]];
		if (ends) groupEnds.push(place);
	}
	return { rows, groupEnds };
}
