import { describe, expect, test } from 'vitest';
import { NotEnoughData } from '../../../../lib/core/errors';
import { seededRandom } from '../../../../lib/core/random';
import { openTopicReader } from '../../../../lib/features/text/topicModel/predictTopics';
import { trainTopics, type LabelledText } from '../../../../lib/features/text/topicModel/trainTopics';
import { fitVectorizer, openVectorizer } from '../../../../lib/features/text/topicModel/vectorize';
import { wilsonInterval } from '../../../../lib/math/wilsonInterval';
import { dataFolder } from '../../../support/labelledData';
import { readBanking77 } from './textData';

const labelledBy = 'property "topic"';
const silent = { progress: () => undefined };

/** Texts of three topics with words of their own and words they share. */
function plantedTexts(count: number): LabelledText[] {
	const random = seededRandom('planted');
	const words = { delivery: ['parcel', 'late', 'courier'], billing: ['invoice', 'charged', 'card'], access: ['password', 'login', 'locked'] };
	const topics = Object.keys(words) as (keyof typeof words)[];
	return Array.from({ length: count }, (_, index) => {
		const topic = topics[index % 3];
		const own = words[topic][random.integer(3)];
		return { topic, text: `my ${own} is a problem ${random.integer(1_000)} please help` };
	});
}

test('topics with words of their own are told apart, and the same texts make the same model', () => {
	const texts = plantedTexts(300);
	const trained = trainTopics({ texts, seed: 'a', labelledBy }, silent);
	const { model, evaluation } = trained;
	expect(evaluation.accuracy).toBe(1);
	expect(evaluation.low).toBeGreaterThan(0.9);
	expect(evaluation.accuracyOfCommonest).toBeLessThan(0.5);
	const [predicted] = openTopicReader(model)(['The courier lost my parcel']);
	expect(predicted.topic).toBe('delivery');
	expect(predicted.confidence).toBeGreaterThan(0.5);
	expect(trainTopics({ texts, seed: 'a', labelledBy }, silent)).toEqual(trained);
});

test('labels without a reason in the texts are named no better than by chance, and it says so', () => {
	const random = seededRandom('noise');
	const texts = plantedTexts(600).map(({ text }) => ({ text, topic: ['one', 'two'][random.integer(2)] }));
	const { evaluation } = trainTopics({ texts, seed: 'a', labelledBy }, silent);
	expect(evaluation.low).toBeLessThan(0.55);
	expect(evaluation.accuracy).toBeLessThan(0.65);
});

test('a text that is repeated is not its own proof', () => {
	const texts = Array.from({ length: 100 }, (_, index) => ({ text: 'where is it', topic: index % 2 === 0 ? 'a' : 'b' }));
	expect(() => trainTopics({ texts, seed: 'a', labelledBy }, silent)).toThrow(NotEnoughData);
});

test('too few texts of a label are refused by number, and no label is named', () => {
	const few = [...plantedTexts(300), ...plantedTexts(9).map(({ text }) => ({ text, topic: 'ada@example.com' }))];
	expect(() => trainTopics({ texts: few, seed: 'a', labelledBy }, silent)).toThrow('1 of its 4 labels have fewer than 20 texts, the rarest 9');
	expect(() => trainTopics({ texts: few.slice(-9), seed: 'a', labelledBy }, silent)).toThrow('it has 1 labels');
	expect(() => trainTopics({ texts: [{ text: ' ', topic: 'a' }], seed: 'a', labelledBy }, silent)).toThrow('it has 0 labels');
});

test('a text without known words has a topic, but hardly any confidence in it', () => {
	const { model } = trainTopics({ texts: plantedTexts(300), seed: 'a', labelledBy }, silent);
	const read = openTopicReader(model);
	for (const text of ['', 'Übergröße', '🙂', '漢字']) expect(read([text])[0].confidence).toBeLessThan(0.8);
});

test('rows are of length 1, in order of their terms, whatever the text', () => {
	const vectorize = openVectorizer(fitVectorizer(['the parcel is late', 'the parcel is here', 'late again']));
	const { starts, terms, weights } = vectorize(['the parcel the parcel', '', 'nothing known']);
	expect([...starts.slice(2)]).toEqual([starts[1], starts[1]]);
	expect([...terms]).toEqual([...terms].sort((left, right) => left - right));
	expect(weights.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 5);
});

describe('Wilson intervals', () => {
	test.each([
		[81, 263, 0.2553, 0.3662], // Newcombe (1998), table I.
		[15, 148, 0.0624, 0.1605],
		[0, 20, 0, 0.1611],
		[1, 29, 0.0061, 0.1718],
		[0, 0, 0, 1],
	])('%d of %d', (hits, trials, low, high) => {
		const interval = wilsonInterval(hits, trials);
		expect(interval.low).toBeCloseTo(low, 4);
		expect(interval.high).toBeCloseTo(high, 4);
	});
});

test.skipIf(dataFolder === undefined)('BANKING77: 77 intents are named right in at least 89 of 100 questions', () => {
	const [train, asked] = [readBanking77('train'), readBanking77('test')];
	expect([train.length, asked.length]).toEqual([10_003, 3_080]);
	const { model, evaluation } = trainTopics({ texts: train, seed: 'banking77', labelledBy }, silent);
	const predicted = openTopicReader(model)(asked.map(({ text }) => text));
	const hits = predicted.filter(({ topic }, index) => topic === asked[index].topic).length;
	const confidence = predicted.reduce((sum, one) => sum + one.confidence, 0) / asked.length;
	expect(hits / asked.length).toBeGreaterThanOrEqual(0.895);
	expect(Math.abs(confidence - hits / asked.length)).toBeLessThan(0.05);
	expect(evaluation.low).toBeLessThan(hits / asked.length);
});
