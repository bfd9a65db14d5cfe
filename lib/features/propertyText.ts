/**
 * Text of a property as the store reads it: a text as it is, anything else as JSON; null for an absent one
 * and for JSON's null.
 */
export function propertyText(properties: Readonly<Record<string, unknown>>, name: string): string | null {
	const value = Object.hasOwn(properties, name) ? properties[name] : null;
	if (value === null || value === undefined) return null;
	return typeof value === 'string' ? value : JSON.stringify(value);
}
