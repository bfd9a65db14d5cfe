/** Terms of the log density of one component that do not depend on the customer: ln weight + ln det U − ½ d ln 2π. */
export function constantOf(weight: number, factor: readonly number[], dimensions: number): number {
	let determinant = 0;
	for (let row = 0; row < dimensions; row += 1) determinant += Math.log(factor[placeOf(row, row, dimensions)]);
	return Math.log(weight) + determinant - 0.5 * dimensions * Math.log(2 * Math.PI);
}

/** Where (row, column), row ≤ column, stands in an upper triangle kept row by row. */
export function placeOf(row: number, column: number, dimensions: number): number {
	return row * dimensions - (row * (row - 1)) / 2 + (column - row);
}
