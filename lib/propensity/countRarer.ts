/** Rows of the rarer kind, with the outcome or without: what there is to learn from. labels: 0 or 1 a row. */
export function countRarer(labels: Uint8Array): number {
	const positives = labels.reduce((sum, label) => sum + label, 0);
	return Math.min(positives, labels.length - positives);
}
