import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CustomerEvent } from '../../lib/events/types';
import type { Row } from '../../lib/store/types';
import { openCollectServer } from '../support/collectServer';
import { vendorSenders } from '../support/senders';
import type { Target } from '../support/senders/types';

const key = 'ff5f63f7e32f5a0a36ba8a4ff3c0e0b1';

afterEach(() => void vi.restoreAllMocks());

function targetOf(address: string, run: string): Target {
	return { address, key, run, at: Date.now() - 3_600_000 };
}

/** What the client writes to the console is a warning to whoever runs it. */
function watchConsole() {
	const words: unknown[] = [];
	for (const method of ['log', 'warn', 'error'] as const) {
		vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void words.push(said.join(' ')));
	}
	return words;
}

function columnOf(field: string): string {
	return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Each expected event is found in exactly one row, and no row is left over. Clocks are corrected by up to a few ms. */
function expectOnce(rows: readonly Row[], expected: readonly Partial<CustomerEvent>[]) {
	const left = [...rows];
	for (const { occurredAt, properties, ...fields } of expected) {
		const wanted = Object.entries(fields).map(([field, value]) => [columnOf(field), value] as const);
		const found = left.findIndex((row) => {
			const hasFields = wanted.every(([column, value]) => row[column] === value);
			return hasFields && Object.entries(properties ?? {}).every(([name, value]) => isSame(propertiesOf(row)[name], value));
		});
		expect(found, `${JSON.stringify({ ...fields, properties })} among ${JSON.stringify(left)}`).not.toBe(-1);
		const [row] = left.splice(found, 1);
		if (occurredAt !== undefined) expect(Math.abs(Number(row.occurred_at) - occurredAt)).toBeLessThan(10_000);
		expect(row.excluded).toBeNull();
	}
	expect(left).toEqual([]);
}

function propertiesOf(row: Row): Readonly<Record<string, unknown>> {
	return row.properties as Record<string, unknown>;
}

function isSame(left: unknown, right: unknown): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}

describe.each(vendorSenders)("the vendor's own client $name", (sender) => {
	test('sends everything once, hears that it arrived, and neither retries nor warns', async () => {
		const words = watchConsole();
		const server = await openCollectServer({ source: 'auto', secret: key });
		const target = targetOf(server.address, 'alone');
		expect(await sender.send(target)).toEqual([]);
		expect(server.requests).toEqual(sender.requests);
		expect(words).toEqual([]);
		expectOnce(await server.events(), sender.events(target));
	});

	test('hears that a wrong key was refused, and nothing is stored', async () => {
		watchConsole();
		const server = await openCollectServer({ source: 'auto', secret: 'another key' });
		await sender.send(targetOf(server.address, 'refused')).catch(() => undefined);
		expect(server.requests.length).toBeGreaterThan(0);
		expect(server.requests.filter((request) => !request.endsWith(' 401'))).toEqual([]);
		expect(await server.events()).toEqual([]);
	});
});

test('all of them share one address', async () => {
	const words = watchConsole();
	const server = await openCollectServer({ source: 'auto' });
	const targets = vendorSenders.map(({ name }) => targetOf(server.address, name));
	const problems = await Promise.all(vendorSenders.map(async (sender, index) => await sender.send(targets[index])));
	expect(problems.flat()).toEqual([]);
	expect(words).toEqual([]);
	const expected = vendorSenders.flatMap((sender, index) => sender.events(targets[index]));
	expectOnce(await server.events(), expected);
});
