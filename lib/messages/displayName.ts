const LENGTH_MAX = 40;

/** Letters of any script, joined by spaces, hyphens, apostrophes or a full stop ("Anne-Marie", "D’Arcy", "J.R."). */
const PLAUSIBLE = /^\p{L}[\p{L}\p{M}]*(?:(?:[ '’-]|\. ?)\p{L}[\p{L}\p{M}]*)*\.?$/u;

/** What people enter instead of a name. */
const NOBODY = /^(test|unknown|none|null|undefined|n\/?a|na|admin|user|customer|anonymous|guest|first ?name|name)$/i;

/**
 * A first name to greet with, or undefined when what was entered is not plausibly one: code, markup, emoji,
 * numbers, addresses, or far too long. Better no name than a wrong one.
 */
export function displayName(entered: string | undefined): string | undefined {
	const name = entered?.normalize('NFC').trim().replace(/\s+/g, ' ') ?? '';
	if (name === '' || name.length > LENGTH_MAX || !PLAUSIBLE.test(name) || NOBODY.test(name)) return undefined;
	return isOneCase(name) ? toTitleCase(name) : name;
}

/** "ADA" and "ada" are how forms store names, not how people write them. */
function isOneCase(name: string): boolean {
	const upper = name.toUpperCase();
	const lower = name.toLowerCase();
	// Letters that grow when raised ("ᾀ") cannot be lowered again: such a name stays as it is.
	const reversible = upper.length === lower.length && upper !== lower;
	return name.length > 1 && reversible && (name === upper || name === lower);
}

function toTitleCase(name: string): string {
	return name.toLowerCase().replace(/(^|[ '’.-])(\p{L})/gu, (whole, before: string, letter: string) => {
		const raised = letter.toUpperCase();
		return raised.length === letter.length ? before + raised : whole;
	});
}
