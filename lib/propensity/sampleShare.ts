/** Customers read for each cutoff; the weights of a few hundred columns settle long before. */
const CUSTOMERS_MAX = 25_000;

/** Share of the customers to read for training or evaluation; 1 for most stores. */
export function sampleShare(customers: number): number {
	return Math.min(1, CUSTOMERS_MAX / Math.max(1, customers));
}
