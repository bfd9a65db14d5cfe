import { isObject, numberOf, textOf, type JsonObject } from '../../../core/parse';

/** What the lines of an order, refund or basket say of the whole: pieces, products, and the product where it is one. */
export function describeLines(lines: unknown): { readonly values: JsonObject; readonly products: readonly JsonObject[] } {
	const items: readonly JsonObject[] = Array.isArray(lines) ? lines.filter(isObject) : [];
	const products = items.map((item) => ({
		product_id: textOf(item.product_id ?? item.sku) ?? null,
		name: textOf(item.title ?? item.name) ?? null,
		quantity: numberOf(item.quantity) ?? 1,
		price: numberOf(item.price) ?? null,
	}));
	const ids = new Set(products.map((product) => product.product_id));
	const quantity = products.reduce((sum, product) => sum + product.quantity, 0);
	return {
		products,
		values: {
			...(quantity > 0 ? { quantity } : {}),
			...(ids.size === 1 && products[0].product_id !== null ? { productId: products[0].product_id } : {}),
		},
	};
}
