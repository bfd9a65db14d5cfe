import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerWords, TEXT_LENGTH_MAX } from '../../../../lib/features/text/customerWords';
import { detectLanguage, textLanguages } from '../../../../lib/features/text/detectLanguage';
import { bundledTopics, topicPhrases } from '../../../../lib/features/text/taxonomy/bundledTopics';
import { nameTopic } from '../../../../lib/features/text/taxonomy/nameTopic';
import { understandTexts } from '../../../../lib/features/text/understandTexts';
import { dataFolder } from '../../../support/labelledData';
import { properties } from '../../../support/properties';
import { readBanking77, readRatedTexts } from './textData';

const understand = (text: string) => understandTexts({ texts: [text] })[0];

describe('bundled topics', () => {
	test.each([
		['cancellation', 'Please cancel my subscription at the end of the month.'],
		['refund', 'I sent it back two weeks ago and still have no refund.'],
		['billing', 'Why was I charged twice? The invoice shows the wrong amount.'],
		['account access', "I forgot my password and can't log in any more."],
		['delivery', 'Where is my parcel? The tracking number does not move.'],
		['bug', 'The export button is not working, I only get an error message.'],
		['performance', 'Since yesterday the dashboard is very slow and takes forever to load.'],
		['feature request', 'It would be great if you could add a dark mode.'],
		['how-to', 'How do I configure the settings? Is there a tutorial?'],
		['praise', 'Thank you so much, great support, I love this!'],
		['other', 'Hello there'],
		['other', ''],
	])('%s: %s', (topic, text) => {
		expect(nameTopic(text).topic).toBe(topic);
	});

	test('every topic but "other" has phrases of each weight', () => {
		expect(Object.keys(topicPhrases).sort()).toEqual(bundledTopics.filter((topic) => topic !== 'other').sort());
	});

	test('little evidence makes little confidence, and mixed evidence less', () => {
		const [clear, mixed] = ['invoice billing overcharge', 'invoice password'].map((text) => nameTopic(text).confidence);
		expect(clear).toBeGreaterThan(mixed);
		expect(nameTopic('Hello there').confidence).toBe(0);
	});

	test.skipIf(dataFolder === undefined)('intents of BANKING77 that mean one of them are mostly named so', () => {
		const meanings: Readonly<Record<string, string>> = {
			request_refund: 'refund', Refund_not_showing_up: 'refund', terminate_account: 'cancellation', passcode_forgotten: 'account access',
			verify_my_identity: 'account access', unable_to_verify_identity: 'account access', transaction_charged_twice: 'billing',
			card_payment_fee_charged: 'billing', extra_charge_on_statement: 'billing', transfer_fee_charged: 'billing',
			cash_withdrawal_charge: 'billing', card_arrival: 'delivery', card_delivery_estimate: 'delivery',
		};
		const asked = readBanking77('test').filter(({ topic }) => meanings[topic] !== undefined);
		const hits = asked.filter(({ text, topic }) => nameTopic(text).topic === meanings[topic]);
		expect(asked).toHaveLength(520);
		expect(hits.length / asked.length).toBeGreaterThan(0.75);
	});
});

describe('the language', () => {
	test.each([
		['en', 'I still have not received my refund and nobody answers.'],
		['de', 'Ich habe meine Bestellung noch nicht erhalten und bin sehr enttäuscht.'],
		['fr', "Je n'ai toujours pas reçu ma commande, c'est très décevant."],
		['es', 'Todavía no he recibido mi pedido y nadie me contesta, gracias.'],
		['it', 'Non ho ancora ricevuto il mio ordine, sono molto deluso.'],
		['pt', 'Ainda não recebi o meu pedido, estou muito decepcionado.'],
		['nl', 'Ik heb mijn bestelling nog steeds niet ontvangen, dit is niet goed.'],
		['other', 'Jag har fortfarande inte fått min beställning, mycket dåligt på alla sätt.'],
		['other', 'Siparişim hâlâ gelmedi, kimse cevap vermiyor.'],
		['other', 'Мой заказ до сих пор не пришёл'],
		['other', '注文がまだ届きません'],
		['unknown', 'Great app'],
		['unknown', '🙂'],
		['unknown', ''],
	])('%s: %s', (language, text) => {
		expect(detectLanguage(text)).toBe(language);
	});

	test.skipIf(dataFolder === undefined)('of English questions, reviews and articles is told as another for hardly any', () => {
		const names = ['tweets', 'amazonReviewSnippets', 'movieReviewSnippets', 'nytEditorialSnippets'];
		const texts = [...readBanking77('train'), ...names.flatMap(readRatedTexts)].map(({ text }) => text);
		const foreign = texts.filter((text) => !['en', 'unknown'].includes(detectLanguage(text)));
		expect(texts.length).toBeGreaterThan(33_000);
		expect(foreign.length / texts.length).toBeLessThan(0.003);
	});
});

describe('a text', () => {
	test('in another language is named so and gets no mood, whatever its words mean in English', () => {
		expect(understand('Das ist ein super Gift für die Pflanzen und nicht gut.')).toMatchObject({ language: 'de', sentiment: null, mood: null });
	});

	test('that is empty, or only markup, says nothing', () => {
		const nothing = { topic: null, confidence: null, sentiment: null, mood: null, language: 'unknown' };
		for (const text of ['', '  \n ', '<p></p>', '> quoted only']) expect(understand(text)).toEqual(nothing);
	});

	test('of emoji alone has a mood', () => {
		expect(understand('😡😡')).toMatchObject({ mood: 'negative', topic: 'other', language: 'unknown' });
	});

	test('of a megabyte is read at its beginning, at once', () => {
		const text = `Great service! ${'I was charged twice and the app is broken. '.repeat(25_000)}`;
		expect(customerWords(text).length).toBe(TEXT_LENGTH_MAX);
		expect(understand(text)).toMatchObject({ language: 'en', topic: 'billing' });
	});

	test('is read without quoted messages, signatures and markup', () => {
		const mail = '<p>It is fine now &amp; works.</p><p>On Mon, 3 Mar 2025 at 10:12, Support wrote:</p><p>&gt; a horrible terrible bug</p>';
		expect(customerWords(mail)).toBe('It is fine now & works.');
		expect(customerWords('Thanks!\n> horrible\nBob\n--\nHorrible Inc.')).toBe('Thanks!\nBob');
	});

	test('of any letters is understood without an error, within bounds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
				const { sentiment, mood, language, topic, confidence } = understand(text);
				expect(textLanguages).toContain(language);
				expect(sentiment === null).toBe(mood === null);
				expect(topic === null).toBe(confidence === null);
				expect(confidence ?? 0).toBeGreaterThanOrEqual(0);
				expect(confidence ?? 1).toBeLessThanOrEqual(1);
			}),
			properties(300),
		);
	});

	test('in which a lexicon sees another mood than a person would: why the node says so', () => {
		expect(understand('Great, it crashed again. Just what I needed.').mood).toBe('positive'); // Sarcasm.
		expect(understand('This is the killer feature we were waiting for.').mood).toBe('negative'); // A word of the trade.
		expect(understand('I still have not received my refund and nobody answers.').mood).toBe('neutral'); // No word of feeling.
	});
});
