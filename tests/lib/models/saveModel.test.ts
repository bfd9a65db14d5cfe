import { expect, test } from 'vitest';
import { InvalidInput, SetupNeeded } from '../../../lib/core/errors';
import { readModel } from '../../../lib/models/readModel';
import { saveModel } from '../../../lib/models/saveModel';
import { shareTestStore } from '../../support/shareTestStore';

const openStore = shareTestStore();
const anEngine = () => ({ store: openStore(), clock: { now: () => 1_750_000_000_000 } });

const aModel = (name: string, intercept = 0) => ({
	name,
	asOf: 1_740_000_000_000,
	snapshot: 'snapshot_1',
	model: {
		kind: 'logistic' as const,
		preparation: { columns: [] },
		weights: [],
		intercept,
		calibration: { scale: 1, offset: 0 },
	},
	details: { auc: 0.81, note: "it's O'Hara's" },
});

test('a model comes back as it was saved, with an id made of its name and version', async () => {
	const engine = anEngine();
	const saved = await saveModel(engine, aModel('propensity:Order Completed'));
	expect(saved).toMatchObject({ id: 'propensity-order-completed-1', version: 1, createdAt: 1_750_000_000_000 });
	expect(await readModel(engine, { id: saved.id }, 'logistic')).toEqual(saved);
});

test('the next model of a name is the next version, and the newest is found by name', async () => {
	const engine = anEngine();
	await saveModel(engine, aModel('churn', 1));
	const second = await saveModel(engine, aModel('churn', 2));
	expect(second.id).toBe('churn-2');
	const latest = await readModel(engine, { name: 'churn', latest: true }, 'logistic');
	expect(latest.model.intercept).toBe(2);
	expect((await readModel(engine, { id: 'churn-1' }, 'logistic')).model.intercept).toBe(1);
});

test('models saved at the same time get versions of their own', async () => {
	const engine = anEngine();
	const saved = await Promise.all([1, 2, 3, 4].map((n) => saveModel(engine, aModel('at once', n))));
	expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
});

test('two names that read alike never share an id', async () => {
	const engine = anEngine();
	const first = await saveModel(engine, aModel('buys: shoes'));
	const second = await saveModel(engine, aModel('Buys shoes'));
	expect([first.id, second.id]).toEqual(['buys-shoes-1', 'buys-shoes-2']);
	expect((await readModel(engine, { name: 'buys: shoes', latest: true }, 'logistic')).id).toBe(first.id);
});

test('a name in any script makes a readable id', async () => {
	const saved = await saveModel(anEngine(), aModel('Käufe: покупка'));
	expect(saved.id).toBe('kaufe-покупка-1');
});

test('a model without a name is refused', async () => {
	await expect(saveModel(anEngine(), aModel(' '))).rejects.toThrow(InvalidInput);
});

test('a model that is not there is missed by name, with those that are', async () => {
	const engine = anEngine();
	await expect(readModel(engine, { id: 'not-there-1' }, 'logistic')).rejects.toThrow(SetupNeeded);
	await expect(readModel(engine, { name: 'gone', latest: true }, 'logistic')).rejects.toThrow(
		/a model named "gone" is not in the store .*"churn-2".* or train it first/,
	);
});

test('a model of another kind is refused by name', async () => {
	const engine = anEngine();
	const { id } = await saveModel(engine, aModel('kinds'));
	await expect(readModel(engine, { id }, 'nearestCentre')).rejects.toThrow(
		/"kinds-1" is a logistic model: expected a nearestCentre model/,
	);
});
