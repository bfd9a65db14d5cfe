import { invariant } from '../core/invariant';
import { plotSizes } from './openPen';
import { themes } from './theme';

/** What a drawing's file says beside its marks. `id` is unique on a page: letters, digits and hyphens. */
export interface CardText {
	readonly id: string;
	readonly title: string;
	readonly description: string;
}

/**
 * Puts Vega's SVG on a card of the standard width, with a title and a description for screen readers,
 * ids of its own, and without the attributes nobody reads (a third of the size).
 */
export function putOnCard(svg: string, text: CardText): string {
	const opening = /^<svg[^>]* viewBox="0 0 ([\d.]+) ([\d.]+)">/.exec(svg);
	invariant(opening !== null, `the drawing of "${text.id}" has no view box`);
	const width = Math.max(plotSizes.width, Math.ceil(Number(opening[1])));
	const height = Math.ceil(Number(opening[2]));
	const { card, border } = themes.light;
	const drawing = ownIds(slim(svg.slice(opening[0].length)), text.id);
	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
		` viewBox="0 0 ${width} ${height}" role="img"`,
		` aria-labelledby="${text.id}-title ${text.id}-description">`,
		`<title id="${text.id}-title">${escapeXml(text.title)}</title>`,
		`<desc id="${text.id}-description">${escapeXml(text.description)}</desc>`,
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12"`,
		` fill="${card}" stroke="${border}"/>`,
		drawing,
	];
	return wellFormed(parts.join(''));
}

/** Text and attribute values hold no angle brackets, so what stands between two of them is a tag. */
function slim(svg: string): string {
	return svg
		.replace(/<path class="(?:background|foreground)"[^<>]*\/>/g, '')
		.replace(/<[a-z][^<>]*>/g, slimTag);
}

function slimTag(tag: string): string {
	return tag
		.replace(/ (?:class|role|pointer-events|aria-[a-z]+)="[^"]*"/g, '')
		.replace(/ (?:opacity|stroke-opacity|fill-opacity)="1"/g, '')
		.replace(/ (?:d|transform|x2|y2|width|height)="[^"]*"/g, (attribute) =>
			attribute.replace(/\d+\.\d{3,}/g, (value) => String(Math.round(Number(value) * 100) / 100)),
		);
}

/** Several drawings stand on one page: their clip paths must not share names. */
function ownIds(svg: string, id: string): string {
	const names = [...svg.matchAll(/<clipPath id="([^"]+)"/g)].map((match) => match[1]);
	return names.reduce(
		(text, name, index) =>
			text
				.replaceAll(`<clipPath id="${name}"`, `<clipPath id="${id}-clip-${index}"`)
				.replaceAll(`="url(#${name})"`, `="url(#${id}-clip-${index})"`),
		svg,
	);
}

function escapeXml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Without the characters that XML 1.0 forbids: one in a customer's text would make the file unreadable. */
function wellFormed(svg: string): string {
	// eslint-disable-next-line no-control-regex -- these are the forbidden ones
	return svg.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
