import type { TemplateScope } from './templateScope';

/** What a model may leave open, each with the value that goes there; only what this customer has. */
export type Placeholders = ReadonlyMap<string, string>;

const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Placeholders for a customer, from the scope of templates: firstName, sender, offer, code, price, product1, … */
export function placeholdersOf(scope: TemplateScope): Placeholders {
	const offer = (scope.offer ?? {}) as Readonly<Record<string, unknown>>;
	const brand = scope.brand as Readonly<Record<string, unknown>>;
	const products = scope.products as readonly { readonly name: string }[];
	const entries: readonly (readonly [string, unknown])[] = [
		['firstName', scope.firstName],
		['sender', brand.sender],
		['offer', offer.headline],
		['code', offer.code],
		['price', offer.price],
		['listPrice', offer.listPrice],
		['expires', offer.expires],
		...products.map(({ name }, index) => [`product${index + 1}`, name] as const),
		...Object.entries(scope.facts as Readonly<Record<string, unknown>>).map(
			([name, value]) => [`fact.${name}`, value] as const,
		),
	];
	return new Map(
		entries.flatMap(([name, value]) =>
			typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [],
		),
	);
}

/** The text with its placeholders filled, through `protect`; those that do not exist are returned by name. */
export function fillPlaceholders(
	text: string,
	placeholders: Placeholders,
	protect: (value: string) => string,
): { readonly text: string; readonly unknown: readonly string[] } {
	const unknown: string[] = [];
	let end = 0;
	let filled = '';
	for (const match of text.matchAll(PLACEHOLDER)) {
		const value = placeholders.get(match[1]);
		if (value === undefined) unknown.push(match[1]);
		filled += protect(text.slice(end, match.index)) + protect(value ?? match[0]);
		end = match.index + match[0].length;
	}
	return { text: filled + protect(text.slice(end)), unknown };
}
