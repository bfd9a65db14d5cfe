import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeSentiment } from '../../../../lib/features/text/sentiment/analyzeSentiment';
import { valenceOf } from '../../../../lib/features/text/sentiment/readLexicon';
import { dataFolder } from '../../../support/labelledData';
import { properties } from '../../../support/properties';
import { readRatedTexts } from './textData';

/** README of vaderSentiment (its first seven, and "Not bad at all"); all recomputed with the current lexicon. */
const published: ReadonlyArray<readonly [string, number]> = [
	['VADER is smart, handsome, and funny.', 0.8316],
	['VADER is smart, handsome, and funny!', 0.8439],
	['VADER is very smart, handsome, and funny.', 0.8545],
	['VADER is VERY SMART, handsome, and FUNNY.', 0.9227],
	['VADER is VERY SMART, handsome, and FUNNY!!!', 0.9342],
	['VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!', 0.9469],
	['VADER is not smart, handsome, nor funny.', -0.7424],
	['The book was good.', 0.4404],
	["At least it isn't a horrible book.", 0.431],
	['The book was only kind of good.', 0.3832],
	['Today SUX!', -0.5461],
	["Today only kinda sux! But I'll get by, lol", 0.5249],
	['Make sure you :) or :D today!', 0.8633],
	['Not bad at all', 0.431],
	['Catch utf-8 emoji such as 💘 and 💋 and 😁', 0.875],
];

test.each(published)('%s → %d', (text, compound) => {
	expect(analyzeSentiment(text)).toBe(compound);
});

test('the lexicon is the published one', () => {
	expect(valenceOf.size).toBeGreaterThan(7_400);
	const sample = { okay: 0.9, good: 1.9, great: 3.1, horrible: -2.5, ':(': -1.9, sux: -1.5 };
	expect(Object.fromEntries(Object.keys(sample).map((word) => [word, valenceOf.get(word)]))).toEqual(sample);
});

test('a complaint without a word of feeling is neutral: what a lexicon cannot see', () => {
	expect(analyzeSentiment('I still have not received my refund and nobody answers.')).toBe(0);
});

describe('rules', () => {
	test.each([
		['"no" before a word negates it and does not count itself', 'no good', 'good', -1],
		['"without doubt" is no negation', 'it is without doubt good', 'it is good', 1],
		['"never so" stresses', 'never so good', 'so good', 1],
		['"least" turns a word round', 'the least good', 'good', -1],
		['what follows "but" counts more', 'good but horrible', 'good and horrible', -1],
		['an idiom replaces its words', 'that is just the bomb', 'that is just a bomb', 1],
	])('%s', (_title, text, other, sign) => {
		expect(Math.sign(analyzeSentiment(text))).toBe(sign);
		expect(analyzeSentiment(text)).not.toBe(analyzeSentiment(other));
	});

	test('capitals stress only where something else is small', () => {
		expect(analyzeSentiment('GREAT WORK')).toBe(analyzeSentiment('great work'));
		expect(analyzeSentiment('GREAT work')).toBeGreaterThan(analyzeSentiment('great work'));
	});

	test('four exclamation marks say as much as forty', () => {
		expect(analyzeSentiment('good!!!!')).toBe(analyzeSentiment(`good${'!'.repeat(40)}`));
	});
});

test('a text without words is neutral', () => {
	for (const text of ['', '   ', '\n\t', '...', '12345', '—']) expect(analyzeSentiment(text)).toBe(0);
});

test('emoji alone have a mood', () => {
	expect(analyzeSentiment('😁')).toBeGreaterThan(0.05);
	expect(analyzeSentiment('😡')).toBeLessThan(-0.05);
});

test('any text has a score from −1 to 1, with four decimals', () => {
	const words = fc.constantFrom('not', 'good', 'BAD', 'very', 'but', 'no', 'least', 'kind', 'of', 'never', 'so', '!', '?', '😁', 'the', 'bomb', "isn't");
	const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')));
	fc.assert(
		fc.property(texts, (text) => {
			const score = analyzeSentiment(text);
			expect(Math.abs(score)).toBeLessThanOrEqual(1);
			expect(Number(score.toFixed(4))).toBe(score);
		}),
		properties(300),
	);
});

/** Recomputed with the original on its authors' ratings: correlation and weighted F1, neutral within ±0.05. */
test.skipIf(dataFolder === undefined).each([
	['tweets', 0.872, 0.945],
	['amazonReviewSnippets', 0.59, 0.626],
	['movieReviewSnippets', 0.428, 0.589],
	['nytEditorialSnippets', 0.503, 0.55],
] as const)('%s are judged as the original does', (name, correlation, f1) => {
	const rated = readRatedTexts(name);
	const scores = rated.map(({ text }) => analyzeSentiment(text));
	expect(Math.abs(correlationOf(scores, rated.map(({ mean }) => mean)) - correlation)).toBeLessThan(0.0006);
	const classOf = (score: number): number => (score >= 0.05 ? 1 : score <= -0.05 ? -1 : 0);
	expect(Math.abs(weightedF1(scores.map(classOf), rated.map(({ mean }) => classOf(mean))) - f1)).toBeLessThan(0.0006);
});

function correlationOf(left: readonly number[], right: readonly number[]): number {
	const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [atLeft, atRight] = [mean(left), mean(right)];
	const moment = (one: readonly number[], other: readonly number[], [a, b]: readonly [number, number]): number =>
		one.reduce((sum, value, index) => sum + (value - a) * (other[index] - b), 0);
	const both = moment(left, right, [atLeft, atRight]);
	return both / Math.sqrt(moment(left, left, [atLeft, atLeft]) * moment(right, right, [atRight, atRight]));
}

function weightedF1(predicted: readonly number[], actual: readonly number[]): number {
	return [-1, 0, 1].reduce((sum, label) => {
		const hits = actual.filter((one, index) => one === label && predicted[index] === label).length;
		const [said, there] = [predicted, actual].map((list) => list.filter((one) => one === label).length);
		return sum + ((2 * hits) / Math.max(1, said + there)) * (there / actual.length);
	}, 0);
}
