import fc from 'fast-check';
import { expect, test } from 'vitest';
import { properties } from '../../support/properties';
import { displayName } from '../../../lib/messages/displayName';

test.each([
	['Ada', 'Ada'],
	['  ada ', 'Ada'],
	['ANNE-MARIE', 'Anne-Marie'],
	["o'brien", "O'Brien"],
	['Jean Luc', 'Jean Luc'],
	['McKenzie', 'McKenzie'],
	['J.R.', 'J.R.'],
	['Zoë', 'Zoë'],
	['Łukasz', 'Łukasz'],
	['محمد', 'محمد'],
	['明', '明'],
	['ẞA', 'ßa'],
	['Ö', 'Ö'],
	['प्रिया', 'प्रिया'],
])('%j greets as %j', (entered, shown) => {
	expect(displayName(entered)).toBe(shown);
});

test.each([
	undefined, '', '   ', '{{7*7}}', '{% if %}', '<script>alert(1)</script>', '[x](http://evil.example)', '**A**', '😀', 'Ada😀',
	'R2D2', 'ada@example.com', 'null', 'Test', 'N/A', 'first name', 'A'.repeat(41), "'; drop table customers; --", 'http://x.y', 'A\u0000B', '-', '...',
])('%j is not a name', (entered) => {
	expect(displayName(entered)).toBeUndefined();
});

test('whatever is entered, what is shown has letters and a few marks only, and shows as itself', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme' }), (entered) => {
			const shown = displayName(entered);
			if (shown === undefined) return;
			expect(shown).toMatch(/^[\p{L}\p{M} '’.-]{1,80}$/u);
			expect(displayName(shown)).toBe(shown);
		}),
		properties(1000),
	);
}, 300_000);
