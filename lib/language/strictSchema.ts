type Schema = Readonly<Record<string, unknown>>;

/** What both vendors' strict modes understand; any other keyword becomes a note in the description. */
const KEPT: ReadonlySet<string> = new Set([
	'type', 'properties', 'items', 'enum', 'const', 'anyOf', '$ref', '$defs', 'description', 'title',
]);

/**
 * A JSON schema as both vendors' strict structured output accepts it: every object closed, every field
 * required, and only common keywords. Ranges and lengths move into the description, and are checked by us.
 */
export function strictSchema(schema: Schema): Record<string, unknown> {
	const { $schema: _dialect, additionalProperties: _open, required: _some, ...rest } = schema;
	const kept = Object.entries(rest).filter(([keyword]) => KEPT.has(keyword));
	const notes = Object.entries(rest).filter(([keyword]) => !KEPT.has(keyword));
	const result: Record<string, unknown> = Object.fromEntries(
		kept.map(([keyword, value]) => [keyword, strictPart(keyword, value)]),
	);
	if (schema.type === 'object') {
		result.additionalProperties = false;
		result.required = Object.keys((schema.properties as Schema | undefined) ?? {});
	}
	if (notes.length > 0) result.description = describe(result.description, notes);
	return result;
}

function strictPart(keyword: string, value: unknown): unknown {
	switch (keyword) {
		case 'properties':
		case '$defs':
			return Object.fromEntries(
				Object.entries(value as Record<string, Schema>).map(([name, inner]) => [name, strictSchema(inner)]),
			);
		case 'items':
			return strictSchema(value as Schema);
		case 'anyOf':
			return (value as readonly Schema[]).map(strictSchema);
		default:
			return value;
	}
}

function describe(description: unknown, notes: readonly (readonly [string, unknown])[]): string {
	const rules = notes.map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`).join(', ');
	return typeof description === 'string' ? `${description} (${rules})` : rules;
}
