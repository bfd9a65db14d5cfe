/**
 * The pairing of rows and columns with the least total cost, each used at most once: the column of each
 * row, −1 for a row left over when there are fewer columns (Kuhn 1955; Jonker & Volgenant 1987, shortest
 * augmenting paths, cubic). costs[row][column] are finite.
 */
export function optimalAssignment(costs: readonly (readonly number[])[]): number[] {
	const columns = costs[0]?.length ?? 0;
	if (costs.length <= columns) return assignRows(costs, columns);
	const turned = Array.from({ length: columns }, (_, column) => costs.map((row) => row[column]));
	const rowOfColumn = assignRows(turned, costs.length);
	const assigned = new Array<number>(costs.length).fill(-1);
	rowOfColumn.forEach((row, column) => (assigned[row] = column));
	return assigned;
}

interface State {
	readonly rowPrices: number[];
	readonly columnPrices: number[];
	/** Row (1-based) that holds each column (1-based); 0 for none. Column 0 holds the row being placed. */
	readonly holder: number[];
}

/** At least as many columns as rows. */
function assignRows(costs: readonly (readonly number[])[], columns: number): number[] {
	const state: State = {
		rowPrices: new Array<number>(costs.length + 1).fill(0),
		columnPrices: new Array<number>(columns + 1).fill(0),
		holder: new Array<number>(columns + 1).fill(0),
	};
	for (let row = 1; row <= costs.length; row += 1) placeRow(costs, row, state);
	const assigned = new Array<number>(costs.length).fill(-1);
	state.holder.forEach((row, column) => {
		if (column > 0 && row > 0) assigned[row - 1] = column - 1;
	});
	return assigned;
}

/** Finds the cheapest chain of moves that frees a column for the row, and makes the moves. */
function placeRow(costs: readonly (readonly number[])[], row: number, state: State): void {
	const { holder } = state;
	const search: Search = {
		least: new Array<number>(holder.length).fill(Infinity),
		from: new Array<number>(holder.length).fill(0),
		used: new Array<boolean>(holder.length).fill(false),
	};
	holder[0] = row;
	let column = 0;
	do column = reachNext(costs, column, { ...state, ...search });
	while (holder[column] !== 0);
	for (; column !== 0; column = search.from[column]) holder[column] = holder[search.from[column]];
}

interface Search {
	/** Cheapest way found so far to each column, and the column it comes from. */
	readonly least: number[];
	readonly from: number[];
	readonly used: boolean[];
}

/** Looks on from one column, adjusts the prices so that the cheapest way on is free, and returns its end. */
function reachNext(
	costs: readonly (readonly number[])[],
	column: number,
	{ rowPrices, columnPrices, holder, least, from, used }: State & Search,
): number {
	used[column] = true;
	const row = holder[column];
	let next = 0;
	for (let other = 1; other < holder.length; other += 1) {
		if (used[other]) continue;
		const cost = costs[row - 1][other - 1] - rowPrices[row] - columnPrices[other];
		if (cost < least[other]) {
			least[other] = cost;
			from[other] = column;
		}
		if (next === 0 || least[other] < least[next]) next = other;
	}
	const step = least[next];
	for (let other = 0; other < holder.length; other += 1) {
		if (used[other]) {
			rowPrices[holder[other]] += step;
			columnPrices[other] -= step;
		} else least[other] -= step;
	}
	return next;
}
