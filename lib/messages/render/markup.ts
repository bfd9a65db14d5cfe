/** A run of text; with a link or in bold. */
export interface Span {
	readonly text: string;
	readonly bold?: true;
	readonly href?: string;
}

/** A paragraph or list of lines of spans, or a button. */
export type Block =
	| { readonly kind: 'paragraph' | 'list'; readonly lines: readonly (readonly Span[])[] }
	| { readonly kind: 'button'; readonly label: string; readonly href: string };

/** Characters that mean something in the markup, and their stand-ins from the private use area. */
const MARKS = '[]()*-';
const STAND_INS_START = 0xe0f0;

const SPAN = /\[([^\]\n]+)\]\(((?:https?|mailto):[^)\s]+)\)|\*\*([^*\n]+)\*\*/g;
const BUTTON = /^\[([^\]\n]+)\]\(((?:https?|mailto):[^)\s]+)\)$/;

/** Data as text that no mark-up is read from: a name such as "[x](http://evil)" stays these very letters. */
export function protectMarkup(text: string): string {
	return [...text]
		.map((letter) => {
			const index = MARKS.indexOf(letter);
			return index < 0 ? letter : String.fromCodePoint(STAND_INS_START + index);
		})
		.join('');
}

export function restoreMarks(text: string): string {
	return text.replace(/[\ue0f0-\ue0f5]/g, (letter) => MARKS[letter.charCodeAt(0) - STAND_INS_START]);
}

/**
 * The small markup of bodies: blank lines part paragraphs, "- " starts a list item, `[label](address)` is a
 * link, and alone in a paragraph a button, `**words**` are bold. Nothing else has a meaning.
 */
export function parseMarkup(body: string): Block[] {
	return body
		.replace(/\r\n?/g, '\n')
		.split(/\n[ \t]*(?:\n[ \t]*)+/)
		.map((chunk) => chunk.trim())
		.filter((chunk) => chunk !== '')
		.flatMap(parseChunk);
}

/** One chunk may go from text to a list and back. */
function parseChunk(chunk: string): Block[] {
	const button = BUTTON.exec(chunk);
	if (button) return [{ kind: 'button', label: restoreMarks(button[1]), href: restoreMarks(button[2]) }];
	const blocks: { kind: 'paragraph' | 'list'; lines: Span[][] }[] = [];
	for (const line of chunk.split('\n').map((text) => text.trim()).filter(Boolean)) {
		const kind = line.startsWith('- ') ? 'list' : 'paragraph';
		const spans = parseSpans(kind === 'list' ? line.slice(2) : line);
		const last = blocks.at(-1);
		if (last?.kind === kind) last.lines.push(spans);
		else blocks.push({ kind, lines: [spans] });
	}
	return blocks;
}

function parseSpans(line: string): Span[] {
	const spans: Span[] = [];
	let end = 0;
	for (const match of line.matchAll(SPAN)) {
		if (match.index > end) spans.push({ text: restoreMarks(line.slice(end, match.index)) });
		const [whole, label, href, bold] = match;
		spans.push(
			bold === undefined
				? { text: restoreMarks(label), href: restoreMarks(href) }
				: { text: restoreMarks(bold), bold: true },
		);
		end = match.index + whole.length;
	}
	if (end < line.length) spans.push({ text: restoreMarks(line.slice(end)) });
	return spans;
}
