/** "propensity:Order Completed" → "propensity-order-completed": readable in a list and in a URL. */
export function slug(name: string): string {
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return plain.slice(0, 80) || 'model';
}
