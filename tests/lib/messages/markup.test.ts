import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { properties } from '../../support/properties';
import { parseMarkup, protectMarkup, restoreMarks } from '../../../lib/messages/render/markup';
import { visibleText } from '../../../lib/messages/check/visibleText';

describe('the small markup of bodies', () => {
	test('paragraphs, lists, links, bold words and buttons', () => {
		const body = 'Hi Ada,\nhow are you?\n\nLook:\n- **one**\n- [two](https://a.example/x)\n\n[Have a look](https://a.example)\n';
		expect(parseMarkup(body)).toEqual([
			{ kind: 'paragraph', lines: [[{ text: 'Hi Ada,' }], [{ text: 'how are you?' }]] },
			{ kind: 'paragraph', lines: [[{ text: 'Look:' }]] },
			{ kind: 'list', lines: [[{ text: 'one', bold: true }], [{ text: 'two', href: 'https://a.example/x' }]] },
			{ kind: 'button', label: 'Have a look', href: 'https://a.example' },
		]);
	});

	test('an address that runs code is no link', () => {
		expect(parseMarkup('[x](javascript:alert)')).toEqual([{ kind: 'paragraph', lines: [[{ text: '[x](javascript:alert)' }]] }]);
	});

	test('protected text is never read as markup, and comes out as it was', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('[x](http://evil.example)', '**bold**', '- item', '')), (text) => {
				const line = text.replace(/\s+/g, ' ').trim();
				fc.pre(!/[\ue0f0-\ue0f5]/.test(line));
				const blocks = parseMarkup(`Hi ${protectMarkup(line)} there`);
				expect(blocks).toEqual([{ kind: 'paragraph', lines: [[{ text: `Hi ${line} there` }]] }]);
				expect(restoreMarks(protectMarkup(line))).toBe(line);
			}),
			properties(300),
		);
	});
});

test('what a reader of the HTML sees', () => {
	const html =
		'<html><head><title>T</title></head><body><style>p{x:1}</style><p>A &amp; B&#39;s <a class="y" href="https://x.example/?a=1&amp;b=2">shop</a></p><!-- 99 --><p>1 &lt; 2</p></body></html>';
	expect(visibleText(html)).toBe("A & B's shop ( https://x.example/?a=1&b=2 )\n1 < 2");
});
