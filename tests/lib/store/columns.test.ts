import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql, valuesTable } from '../../../lib/sql/sql';
import { openTestStore } from '../../support/openTestStore';

const text = fc.oneof(
	fc.string({ maxLength: 12 }),
	fc.string({ minLength: 13, maxLength: 40 }),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.constantFrom('', 'twelve bytes', 'thirteen byte', 'ümläut ümläu', '👩‍👩‍👧‍👦 family'),
);

test('keys of any length and letters come back as they are stored', async () => {
	const store = await openTestStore();
	await fc.assert(
		fc.asyncProperty(fc.array(text.filter((key) => !key.includes('\0')), { minLength: 1, maxLength: 60 }), async (drawn) => {
			const given = drawn.map((key, place) => [place, key] as const);
			const { keys, values } = await store.columns(
				sql`select key, place from ${valuesTable(['place', 'key'], given)} given order by place`,
			);
			expect(keys).toEqual(drawn);
			expect([...values[0]]).toEqual(drawn.map((_, place) => place));
		}),
		{ numRuns: 30 },
	);
	await store.close();
});

test('a table of many rows is read whole: each number beside its key, and no number where there is none', async () => {
	const store = await openTestStore();
	const digits = sql`(select * from ${valuesTable(['d'], Array.from({ length: 10 }, (_, d) => [d]))} digits)`;
	const rows = 70_000;
	const numbered = sql`
		select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n
		from ${digits} a cross join ${digits} b cross join ${digits} c cross join ${digits} e cross join ${digits} f`;
	const { keys, values, names } = await store.columns(sql`
		select concat('a customer called ', n) as id, n, case when n % 3 > 0 then n * 0.5 end as half
		from (${numbered}) numbered where n < ${rows}`);
	expect(names).toEqual(['n', 'half']);
	expect(keys).toHaveLength(rows);
	expect(values.every((column) => column.length === rows)).toBe(true);
	const wrong = keys.filter((key, place) => {
		const [n, half] = [values[0][place], values[1][place]];
		return key !== `a customer called ${n}` || !Object.is(half, n % 3 > 0 ? n * 0.5 : NaN);
	});
	expect(wrong).toEqual([]);
	expect(new Set(keys).size).toBe(rows);
	await store.close();
});
