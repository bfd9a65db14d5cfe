/** Squared Euclidean distance of two points of equal length. */
export function squaredDistance(left: ArrayLike<number>, right: ArrayLike<number>): number {
	let sum = 0;
	for (let column = 0; column < left.length; column += 1) {
		const difference = left[column] - right[column];
		sum += difference * difference;
	}
	return sum;
}

export function euclideanDistance(left: ArrayLike<number>, right: ArrayLike<number>): number {
	return Math.sqrt(squaredDistance(left, right));
}
