import { fillPlaceholders, type Placeholders } from './fillPlaceholders';
import type { WriteMessageAnswer } from './prompts/writeMessage/prompt';
import { fillTemplate, parseTemplate } from './render/liquid';
import { protectMarkup } from './render/markup';
import type { TemplateScope } from './templateScope';
import type { Draft } from './types';

/** What stands around a model's paragraphs, so that terms, links and names are always ours. */
const frame = parseTemplate(
	'Frame',
	[
		"{% render 'greeting' %}",
		'{% for paragraph in paragraphs %}{{ paragraph | raw }}\n\n{% endfor %}',
		"{% if offer %}{% render 'offer' %}{% endif %}",
		"{% if products.size > 0 %}{% render 'products' %}{% endif %}",
		'[{{ buttonLabel | raw }}]({{ link }})',
		"{% render 'closing' %}",
	].join('\n\n'),
);

/**
 * A model's answer as a draft: its placeholders filled, none of its characters read as markup. `unknown`
 * names placeholders that do not exist for this customer.
 */
export function composeBody(
	answer: WriteMessageAnswer,
	scope: TemplateScope,
	placeholders: Placeholders,
): { readonly draft: Draft; readonly unknown: readonly string[] } {
	const fill = (text: string) =>
		fillPlaceholders(text.replace(/\s+/g, ' ').trim(), placeholders, protectMarkup);
	const subject = fill(answer.subject);
	const paragraphs = answer.paragraphs.map(fill);
	const buttonLabel = fill(answer.buttonLabel);
	const body = fillTemplate(frame, {
		...scope,
		paragraphs: paragraphs.map(({ text }) => text),
		buttonLabel: buttonLabel.text,
	});
	const unknown = [subject, ...paragraphs, buttonLabel].flatMap((filled) => filled.unknown);
	return { draft: { subject: subject.text, body }, unknown: [...new Set(unknown)] };
}
