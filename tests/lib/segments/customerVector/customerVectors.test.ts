import { expect, test } from 'vitest';
import { InvalidInput, NotEnoughData, SetupNeeded } from '../../../../lib/core/errors';
import { seededRandom } from '../../../../lib/core/random';
import { computeSnapshot } from '../../../../lib/features/computeSnapshot';
import { embedCustomerTexts } from '../../../../lib/features/embedCustomerTexts';
import { computeCustomerVectors, type VectorRequest } from '../../../../lib/segments/customerVector/computeCustomerVectors';
import { findLookAlikes, type LookAlikeRequest } from '../../../../lib/segments/lookAlikes/findLookAlikes';
import { rankLookAlikes } from '../../../../lib/segments/lookAlikes/rankLookAlikes';
import { identifier, joinSql, sql } from '../../../../lib/sql/sql';
import { isVectorColumn } from '../../../../lib/models/customerVector/columns';
import { readSnapshot } from '../../../../lib/features/readSnapshot';
import { anEvent, anOrder } from '../../../support/anEvent';
import { openTestEngine, type TestEngine } from '../../../support/openTestEngine';

const today = '2025-01-01T00:00:00Z';
const request: VectorRequest = { snapshot: 'latest', textShare: 0.5, textDimensions: 8, axes: 'keep' };
const texts = { sources: ['tickets', 'searches'], textProperties: ['description', 'query'] } as const;
const seedsOf = (...customerIds: string[]): LookAlikeRequest => ({ snapshot: 'latest', seeds: { customerIds }, similarityMin: -1, limit: 10, offset: 0 });

const themes = {
	runner: ['running shoes', 'marathon shoes', 'running socks', 'trail running shoes'],
	cook: ['cast iron pan', 'kitchen knife', 'bread oven', 'iron pan for bread'],
	reader: ['detective novel', 'novel for summer', 'history novel', 'detective audio book'],
} as const;
type Theme = keyof typeof themes;

/** Customers of one theme search alike; half of each buys often. `quiet` customers search nothing. */
async function openShop(perTheme = 24): Promise<TestEngine> {
	const engine = await openTestEngine({ today });
	const random = seededRandom('shop');
	const events = (Object.keys(themes) as Theme[]).flatMap((theme) =>
		Array.from({ length: perTheme }, (_, index) => {
			const customerId = `${theme}-${index}`;
			const orders = index % 2 === 0 ? 5 + random.integer(4) : 1;
			return [
				...Array.from({ length: orders }, () => anOrder({ customerId, daysAgo: 1 + random.integer(index % 2 === 0 ? 40 : 300), euros: 20 + random.integer(30) })),
				...Array.from({ length: 3 }, () => anEvent({ name: 'Products Searched', customerId, daysAgo: 2 + random.integer(60), properties: { query: themes[theme][random.integer(4)] } })),
			];
		}).flat(),
	);
	const quiet = Array.from({ length: 6 }, (_, index) => anOrder({ customerId: `quiet-${index}`, daysAgo: 10 + index }));
	await engine.store.recordEvents([...events, ...quiet]);
	await computeSnapshot(engine, { asOf: Date.parse(today) });
	return engine;
}

async function vectorsOf(engine: TestEngine): Promise<ReadonlyMap<string, number[]>> {
	const snapshot = await readSnapshot(engine, 'latest');
	const names = snapshot.scores.filter(isVectorColumn).map((name) => identifier(name));
	const { keys, values } = await engine.store.columns(sql`select customer_id, ${joinSql(names)} from ${identifier(snapshot.id)} snapshot`);
	return new Map(keys.map((key, row) => [key, values.map((column) => column[row])]));
}
const lengthOf = (vector: readonly number[] = []): number => Math.hypot(...vector);

test('a vector holds behaviour and text in the shares asked for, and is kept in the snapshot', async () => {
	const engine = await openShop();
	await embedCustomerTexts(engine, texts);
	const computed = await computeCustomerVectors(engine, request);
	expect(computed).toMatchObject({ customers: 78, textShare: 0.5, textColumns: 8, vectorModel: 'customer-vector-1' });
	expect(computed.textExplained).toBeGreaterThan(0.5);
	const vectors = await vectorsOf(engine);
	const { behaviourColumns } = computed;
	expect(lengthOf(vectors.get('runner-0')?.slice(0, behaviourColumns))).toBeCloseTo(Math.SQRT1_2, 9);
	expect(lengthOf(vectors.get('runner-0')?.slice(behaviourColumns))).toBeCloseTo(Math.SQRT1_2, 9);
	expect(lengthOf(vectors.get('quiet-0')?.slice(behaviourColumns))).toBe(0);
});

test('look-alikes of runners are runners, without the seeds, most alike first, page by page', async () => {
	const engine = await openShop();
	await embedCustomerTexts(engine, texts);
	await computeCustomerVectors(engine, { ...request, textShare: 0.7 });
	const seeds = ['runner-0', 'runner-2', 'runner-4', 'runner-6'];
	const first = await findLookAlikes(engine, { ...seedsOf(...seeds), limit: 8 });
	expect(first).toMatchObject({ total: 74, seeds: 4 });
	expect(first.found.filter(({ customerId }) => customerId.startsWith('runner-')).length).toBeGreaterThanOrEqual(7);
	expect(first.found.some(({ customerId }) => seeds.includes(customerId))).toBe(false);
	const all = (await findLookAlikes(engine, { ...seedsOf(...seeds), limit: 1_000 })).found;
	expect(all.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1));
	expect(all.every(({ similarity }, index) => index === 0 || similarity <= all[index - 1].similarity)).toBe(true);
	expect((await findLookAlikes(engine, { ...seedsOf(...seeds), limit: 8, offset: 8 })).found).toEqual(all.slice(8, 16));
	const alike = await findLookAlikes(engine, { ...seedsOf(...seeds), limit: 1_000, similarityMin: all[9].similarity });
	expect(alike.found).toEqual(all.slice(0, 10));
	expect((await findLookAlikes(engine, { ...seedsOf(...seeds), offset: 74 })).found).toEqual([]);
	expect((await findLookAlikes(engine, { ...seedsOf('runner-0', 'cook-0'), limit: 4 })).found.map(({ customerId }) => customerId.split('-')[0]).sort()[0]).not.toBe('reader');
});

test('axes are kept from run to run, so that who does not change keeps the vector, and are learnt anew when asked', async () => {
	const engine = await openShop();
	await embedCustomerTexts(engine, texts);
	const { vectorModel } = await computeCustomerVectors(engine, request);
	const before = await vectorsOf(engine);
	expect((await computeCustomerVectors(engine, request)).vectorModel).toBe(vectorModel);
	expect(await vectorsOf(engine)).toEqual(before);
	expect((await computeCustomerVectors(engine, { ...request, axes: 'draw' })).vectorModel).toBe('customer-vector-2');
	const fewer = await computeCustomerVectors(engine, { ...request, textDimensions: 2 });
	expect(fewer).toMatchObject({ vectorModel: 'customer-vector-3', textColumns: 2 });
	expect(engine.notices.join()).toContain('The axes of customer-vector-2 do not fit');
	expect(Number.isNaN((await vectorsOf(engine)).get('cook-1')?.at(-1) ?? 0)).toBe(true);
	expect((await findLookAlikes(engine, seedsOf('cook-0'))).found).toHaveLength(10);
});

test('without texts, or with a weight of none, behaviour alone makes the vector and a hint says so', async () => {
	const engine = await openShop();
	expect(await computeCustomerVectors(engine, request)).toMatchObject({ textColumns: 0, textShare: 0, textModel: null, textExplained: null });
	expect(engine.notices.join()).toContain('No text was read yet (run Embed Text first)');
	await embedCustomerTexts(engine, texts);
	expect(await computeCustomerVectors(engine, { ...request, textShare: 0 })).toMatchObject({ textColumns: 0 });
	expect(lengthOf((await vectorsOf(engine)).get('runner-1'))).toBeCloseTo(1, 9);
});

test('texts that arrive at the as-of instant or later change nothing', async () => {
	const engine = await openShop();
	await embedCustomerTexts(engine, texts);
	await computeCustomerVectors(engine, request);
	const before = await vectorsOf(engine);
	engine.sleep({ days: 10 });
	await engine.store.recordEvents([
		anEvent({ name: 'Products Searched', customerId: 'quiet-0', occurredAt: Date.parse(today), properties: { query: 'running shoes' } }),
		anEvent({ name: 'Products Searched', customerId: 'quiet-1', daysAgo: 5, receivedAt: Date.parse(today) + 1_000, properties: { query: 'bread oven' } }),
	]);
	expect(await embedCustomerTexts(engine, texts)).toMatchObject({ read: 2 });
	await computeCustomerVectors(engine, request);
	expect(await vectorsOf(engine)).toEqual(before);
});

test('who objected to profiling has no vector, is no seed and is not found', async () => {
	const engine = await openShop();
	await embedCustomerTexts(engine, texts);
	await engine.store.recordEvents([anEvent({ name: 'Consent Withdrawn', customerId: 'runner-1', daysAgo: 1, properties: { purpose: 'profiling' } })]);
	await computeCustomerVectors(engine, request);
	expect((await vectorsOf(engine)).get('runner-1')?.every(Number.isNaN)).toBe(true);
	const { found } = await findLookAlikes(engine, { ...seedsOf('runner-0'), limit: 1_000 });
	expect(found.map(({ customerId }) => customerId)).not.toContain('runner-1');
	await expect(findLookAlikes(engine, seedsOf('runner-1', 'nobody'))).rejects.toThrow(NotEnoughData);
});

test('what is missing or out of range is named with its remedy', async () => {
	const engine = await openShop();
	await expect(findLookAlikes(engine, seedsOf('runner-0'))).rejects.toThrow(SetupNeeded);
	await expect(computeCustomerVectors(engine, { ...request, textShare: 1.5 })).rejects.toThrow('the weight of text is 1.5: expected 0 to 1');
	await expect(computeCustomerVectors(engine, { ...request, textDimensions: 0 })).rejects.toThrow(InvalidInput);
	await expect(computeCustomerVectors(engine, { ...request, textModel: 'other' })).rejects.toThrow('text model "other" is not in the customer store');
});

test('a likeness is the mean cosine with the five nearest seeds (by hand)', () => {
	const angles = [0, 10, 20, 30, 40, 50, 90, 5];
	const inRadians = angles.map((angle) => (angle * Math.PI) / 180);
	const columns = [Float64Array.from([...inRadians.map(Math.cos), Number.NaN, 0]), Float64Array.from([...inRadians.map((angle) => 7 * Math.sin(angle) / 7), Number.NaN, 0])];
	const seeds = [0, 1, 2, 3, 4, 5];
	const { rows, similarities } = rankLookAlikes({ columns, seeds, compared: seeds, nearest: 5 });
	const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);
	expect([...rows]).toEqual([7, 6]);
	expect(similarities[0]).toBeCloseTo((cosine(5) + cosine(5) + cosine(15) + cosine(25) + cosine(35)) / 5, 6);
	expect(similarities[1]).toBeCloseTo((cosine(40) + cosine(50) + cosine(60) + cosine(70) + cosine(80)) / 5, 6);
	expect(rankLookAlikes({ columns: [], seeds: [], compared: [], nearest: 5 }).rows).toHaveLength(0);
});
