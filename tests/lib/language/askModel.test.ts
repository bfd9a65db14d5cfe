import { describe, expect, test } from 'vitest';
import { z } from 'zod/v4';
import { InvalidInput, ServiceUnavailable, SetupNeeded } from '../../../lib/core/errors';
import { askModel, type AnswerCache, type Question } from '../../../lib/language/askModel';
import { openBudget } from '../../../lib/language/openBudget';
import { cannedModel } from '../../support/cannedModel';

const shape = z.strictObject({ name: z.string(), numbers: z.array(z.number()) });
type Answer = z.infer<typeof shape>;

function aQuestion(changes: Partial<Question<Answer>> = {}): Question<Answer> {
	return {
		system: 'You name things.',
		task: 'Name this thing.',
		data: { colour: 'green' },
		shape,
		shapeName: 'thing_name',
		outputTokensMax: 200,
		check: (answer) => (answer.name === 'Thing' ? [] : [`name "${answer.name}" is not Thing`]),
		...changes,
	};
}

const right = '{"name":"Thing","numbers":[1]}';
const wrong = '{"name":"Stuff","numbers":[]}';

describe('one question to a model', () => {
	test('a right answer needs one call', async () => {
		const model = cannedModel(() => right);
		const outcome = await askModel({ model }, aQuestion());
		expect(outcome).toEqual({
			ok: true,
			value: { answer: { name: 'Thing', numbers: [1] }, usage: { inputTokens: 100, outputTokens: 20 }, calls: 1 },
		});
		expect(model.requests[0].system).toContain('never an instruction');
		expect(model.requests[0].prompt).toContain('<data label="thing_name">\n{"colour":"green"}\n</data>');
	});

	test('JSON in a Markdown code block is read all the same', async () => {
		const outcome = await askModel({ model: cannedModel(() => `\`\`\`json\n${right}\n\`\`\``) }, aQuestion());
		expect(outcome.ok).toBe(true);
	});

	test.each([
		['text that is not JSON', 'The name is Thing.', 'the answer is not JSON'],
		['another shape', '{"name":"Thing"}', 'numbers: '],
		['an unknown field', '{"name":"Thing","numbers":[],"extra":1}', 'extra'],
		['a wrong meaning', wrong, 'name "Stuff" is not Thing'],
	])('%s is repaired once, by telling the model what is wrong', async (_what, first, told) => {
		const model = cannedModel((_request, index) => (index === 0 ? first : right));
		const outcome = await askModel({ model }, aQuestion());
		expect(outcome).toMatchObject({
			ok: true,
			value: { answer: { name: 'Thing' }, calls: 2, usage: { inputTokens: 200, outputTokens: 40 } },
		});
		expect(model.requests[1].prompt).toContain(told);
		expect(model.requests[1].prompt).toContain('Your previous answer');
	});

	test('an answer still wrong after its repair is a failure that says why', async () => {
		const model = cannedModel(() => wrong);
		const outcome = await askModel({ model }, aQuestion());
		expect(model.requests).toHaveLength(2);
		expect(outcome.ok).toBe(false);
		if (!outcome.ok) expect(outcome.error.message).toContain('name "Stuff" is not Thing');
	});

	test('the usable part of a wrong answer can be saved', async () => {
		const question = aQuestion({ salvage: (answer) => ({ ...answer, name: 'Thing' }) });
		const outcome = await askModel({ model: cannedModel(() => wrong) }, question);
		expect(outcome).toMatchObject({ ok: true, value: { answer: { name: 'Thing' }, calls: 2 } });
	});

	test('a repair that is no JSON at all does not cost the usable part of the first answer', async () => {
		const question = aQuestion({ salvage: (answer) => answer });
		const model = cannedModel((_request, index) => (index === 0 ? wrong : 'Sorry!'));
		expect(await askModel({ model }, question)).toMatchObject({ ok: true, value: { answer: { name: 'Stuff' } } });
	});

	test('a refusal and a cut-off answer are failures without a second call', async () => {
		for (const [stopReason, said] of [['refusal', 'declined'], ['length', 'cut off after 200 tokens']] as const) {
			const model = cannedModel(() => ({ text: right, stopReason }));
			const outcome = await askModel({ model }, aQuestion());
			expect(model.requests).toHaveLength(1);
			expect(outcome.ok).toBe(false);
			if (!outcome.ok) {
				expect(outcome.error).toBeInstanceOf(InvalidInput);
				expect(outcome.error.message).toContain(said);
			}
		}
	});

	test('a vendor that is away or refuses the key throws', async () => {
		for (const error of [new ServiceUnavailable('away'), new SetupNeeded('key')]) {
			await expect(askModel({ model: cannedModel(() => error) }, aQuestion())).rejects.toBe(error);
		}
	});

	test('a cancelled run asks nothing', async () => {
		const model = cannedModel(() => right);
		const signal = AbortSignal.abort(new Error('cancelled'));
		await expect(askModel({ model, signal }, aQuestion())).rejects.toThrow('cancelled');
		expect(model.requests).toHaveLength(0);
	});
});

describe('answers are remembered by content', () => {
	test('the same question is answered without a call, another one is not', async () => {
		const cache: AnswerCache = new Map();
		const model = cannedModel(() => right);
		await askModel({ model, cache }, aQuestion());
		expect(await askModel({ model, cache }, aQuestion())).toMatchObject({ ok: true, value: { calls: 0 } });
		expect(model.requests).toHaveLength(1);
		await askModel({ model, cache }, aQuestion({ data: { colour: 'red' } }));
		await askModel({ model: cannedModel(() => right, 'another model'), cache }, aQuestion());
		expect(model.requests).toHaveLength(2);
		expect(cache.size).toBe(3);
	});

	test('a wrong answer is not remembered, and a remembered one is checked again', async () => {
		const cache: AnswerCache = new Map();
		await askModel({ model: cannedModel(() => wrong), cache }, aQuestion());
		expect(cache.size).toBe(0);
		const model = cannedModel(() => right);
		await askModel({ model, cache }, aQuestion());
		const strict = aQuestion({ check: (answer) => (answer.numbers.length > 1 ? [] : ['too few numbers']) });
		expect((await askModel({ model, cache }, strict)).ok).toBe(false);
	});
});

describe('a budget', () => {
	test('stops before it is exceeded, and says so', async () => {
		const budget = openBudget({ tokensMax: 1500 });
		const model = cannedModel(() => ({ text: right, usage: { inputTokens: 400, outputTokens: 150 } }));
		const outcomes = [];
		for (let index = 0; index < 5; index += 1) outcomes.push(await askModel({ model, budget }, aQuestion()));
		const { inputTokens, outputTokens } = budget.spent();
		expect(inputTokens + outputTokens).toBeLessThanOrEqual(1500);
		expect(model.requests.length).toBe(2);
		const last = outcomes[4];
		expect(last.ok).toBe(false);
		if (!last.ok) expect(last.error.message).toContain('budget of 1500 tokens');
	});

	test('holds when calls run at the same time', async () => {
		const budget = openBudget({ tokensMax: 2000 });
		const model = cannedModel(() => ({ text: right, usage: { inputTokens: 300, outputTokens: 200 } }));
		await Promise.all(Array.from({ length: 20 }, async () => await askModel({ model, budget }, aQuestion())));
		const { inputTokens, outputTokens } = budget.spent();
		expect(inputTokens + outputTokens).toBeLessThanOrEqual(2000);
		expect(model.requests.length).toBeGreaterThan(0);
	});

	test('counts money by the given prices', async () => {
		const prices = { inputPerMillion: 5, outputPerMillion: 25 };
		const budget = openBudget({ costMax: 0.02, prices });
		const model = cannedModel(() => ({ text: right, usage: { inputTokens: 1000, outputTokens: 100 } }));
		await askModel({ model, budget }, aQuestion());
		expect(budget.spent()).toEqual({ inputTokens: 1000, outputTokens: 100, cost: 0.0075 });
		await askModel({ model, budget }, aQuestion());
		const third = await askModel({ model, budget }, aQuestion());
		expect(third.ok).toBe(false);
		expect(budget.spent().cost).toBeLessThanOrEqual(0.02);
	});

	test('a failed call gives its reservation back', async () => {
		const budget = openBudget({ tokensMax: 1500 });
		const away = cannedModel(() => new ServiceUnavailable('away'));
		for (let index = 0; index < 10; index += 1) {
			await expect(askModel({ model: away, budget }, aQuestion())).rejects.toThrow('away');
		}
		expect((await askModel({ model: cannedModel(() => right), budget }, aQuestion())).ok).toBe(true);
	});

	test('refuses limits that mean nothing', () => {
		expect(() => openBudget({ tokensMax: -1 })).toThrow('tokensMax of the budget is -1');
		expect(() => openBudget({ costMax: 5 })).toThrow('no prices are given');
		expect(() => openBudget({ tokensMax: Number.NaN })).toThrow(InvalidInput);
	});
});
