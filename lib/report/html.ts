/** Text that is already HTML. A class, so that only the tag and `trustedHtml` can make it. */
export class Html {
	constructor(readonly text: string) {}
}

/** What may stand in a template; undefined is nothing. */
export type HtmlPart = string | number | undefined | Html | readonly HtmlPart[];

/** HTML with every value escaped, in text and in quoted attributes alike; nested pieces and lists go in as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
	const pieces = strings.map((string, index) => string + (index < parts.length ? write(parts[index]) : ''));
	return new Html(pieces.join(''));
}

/** For markup made by this package only: drawings and the style sheet. */
export function trustedHtml(markup: string): Html {
	return new Html(markup);
}

function write(part: HtmlPart): string {
	if (part === undefined) return '';
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map(write).join('');
	return escapeHtml(String(part));
}

/** Control characters other than white space are no text in HTML and are left out. */
function escapeHtml(text: string): string {
	return text
		.replace(/\p{Surrogate}/gu, '\ufffd')
		// eslint-disable-next-line no-control-regex -- these are the ones HTML forbids
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
		.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
