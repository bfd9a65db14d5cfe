import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fontOf } from '../../../lib/report/fonts';
import { balanceText, wrapText } from '../../../lib/report/wrapText';

const numRuns = process.env.COHORTS_DEEP === '1' ? 20_000 : 200;
const byLetters = (line: string): number => line.length;

test('text breaks at spaces', () => {
	const box = { widthMax: 12, linesMax: 3, width: byLetters };
	expect(wrapText('slipping away after a purchase', box)).toEqual(['slipping', 'away after a', 'purchase']);
});

test('what does not fit ends in an ellipsis', () => {
	const box = { widthMax: 12, linesMax: 2, width: byLetters };
	expect(wrapText('slipping away after a purchase', box)).toEqual(['slipping', 'away after…']);
});

test('a word that is too long is broken inside', () => {
	const box = { widthMax: 5, linesMax: 4, width: byLetters };
	expect(wrapText('abcdefghijkl mn', box)).toEqual(['abcde', 'fghij', 'kl mn']);
});

test('empty text is one empty line', () => {
	expect(wrapText('  ', { widthMax: 5, linesMax: 2, width: byLetters })).toEqual(['']);
});

test('balanced text leaves no single word on its last line, in the same number of lines', () => {
	const box = { widthMax: 40, linesMax: 3, width: byLetters };
	const text = 'the closer two points are the more alike they behave together';
	expect(wrapText(`${text} now`, box)).toHaveLength(2);
	const [first, last] = balanceText('one two three four five six seven eight ten', box);
	expect(wrapText('one two three four five six seven eight ten', box)[1]).toBe('ten');
	expect(first.length).toBeLessThan(40);
	expect(last.split(' ').length).toBeGreaterThan(1);
});

test('no line is wider than the box, and nothing but the end is lost', () => {
	const { metrics } = fontOf('regular');
	const width = (line: string): number => metrics.width(line, 13);
	fc.assert(
		fc.property(
			fc.string({ maxLength: 120, unit: 'grapheme' }),
			fc.integer({ min: 40, max: 300 }),
			fc.integer({ min: 1, max: 4 }),
			(text, widthMax, linesMax) => {
				const lines = wrapText(text, { widthMax, linesMax, width });
				expect(lines.length).toBeLessThanOrEqual(linesMax);
				for (const line of lines) expect(width(line)).toBeLessThanOrEqual(widthMax);
				const kept = lines.join('').replace(/…$/, '').replace(/\s/g, '');
				expect(text.replace(/\s/g, '').startsWith(kept.slice(0, -1))).toBe(true);
			},
		),
		{ seed: 7, numRuns },
	);
});
