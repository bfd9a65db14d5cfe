/** Ends of what stands on a line of its own. */
const lineEnds = /<br\s?\/?>|<\/(?:p|div|li|h[1-6]|tr|blockquote|pre)>/gi;

/** A tag ends before the next one begins, so that a body of nothing but "<" is read once and not once from each. */
const tags = /<[!/]?[a-z][^<>]*>|<!--[^<>]*-->/gi;

const entities = /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * What a person reads of a message in HTML: paragraphs become lines, tags go, entities become letters. Text without tags
 * keeps its lines. The result is text for models to read, not to be put into a page again.
 */
export function textOfHtml(html: string): string {
	const isMarkup = html.search(tags) >= 0;
	const broken = isMarkup ? html.replace(/\s+/g, ' ').replace(lineEnds, '\n').replace(tags, '') : html;
	const lines = broken.replace(entities, decode).split('\n').map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim());
	return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

function decode(entity: string): string {
	const code = entity.slice(1, -1).toLowerCase();
	if (Object.hasOwn(named, code)) return named[code];
	const point = code.startsWith('#x') ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
	const isLetter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
	return isLetter ? String.fromCodePoint(point) : entity;
}
