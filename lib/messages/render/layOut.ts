import type { TemplateScope } from '../templateScope';
import type { Brand, Draft } from '../types';
import { fillLayout } from './liquid';
import { parseMarkup, restoreMarks, type Block, type Span } from './markup';

export interface LaidOut {
	readonly subject: string;
	readonly preheader: string;
	readonly html: string;
	readonly text: string;
}

const SUBJECT_MAX = 150;
const PREHEADER_MAX = 110;

/**
 * A draft as a mail program takes it: a subject of one line, HTML in tables with inline styles that is also
 * readable in dark mode, and the same as text. Both end with the postal address and the way to unsubscribe.
 */
export function layOut(draft: Draft, scope: TemplateScope & { readonly brand: unknown }): LaidOut {
	const brand = scope.brand as Brand;
	const blocks = parseMarkup(draft.body);
	const subject = oneLine(restoreMarks(draft.subject)).slice(0, SUBJECT_MAX);
	const preheader = preheaderOf(blocks);
	return {
		subject,
		preheader,
		html: fillLayout({ subject, preheader, brand, blocks: blocks.map(withoutGaps) }),
		text: `${blocks.map(blockText).join('\n\n')}\n\n${footer(brand)}\n`,
	};
}

/** Every field present: a template asks for a link or bold letters of each span. */
function withoutGaps(block: Block): object {
	if (block.kind === 'button') return block;
	const lines = block.lines.map((line) => line.map((span) => ({ href: null, bold: null, ...span })));
	return { ...block, lines };
}

function footer(brand: Brand): string {
	return [
		'--',
		`You receive this e-mail as a customer of ${brand.sender}.`,
		brand.address,
		`Unsubscribe: ${brand.unsubscribeUrl}`,
	].join('\n');
}

/** The first sentence after the greeting. */
function preheaderOf(blocks: readonly Block[]): string {
	const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.lines.map((line) => lineText(line)).join(' ')] : []));
	const text = oneLine(paragraphs.find((paragraph) => !/^.{0,60}[,!]$/.test(paragraph)) ?? '');
	if (text.length <= PREHEADER_MAX) return text;
	// A number cut off from its unit or month would be another number.
	return `${text.slice(0, PREHEADER_MAX).replace(/\s+\S*$/, '').replace(/(\s+\S*\d\S*)+$/, '')}…`;
}

function blockText(block: Block): string {
	if (block.kind === 'button') return `${block.label}: ${block.href}`;
	const lines = block.lines.map((line) => line.map(spanWithLink).join(''));
	return lines.map((line) => (block.kind === 'list' ? `- ${line}` : line)).join('\n');
}

function spanWithLink({ text, href }: Span): string {
	return href === undefined ? text : `${text} (${href})`;
}

function lineText(line: readonly Span[]): string {
	return line.map(({ text }) => text).join('');
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\s+/g, ' ').trim();
}
