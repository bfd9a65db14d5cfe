import { afterEach, describe, expect, test, vi } from 'vitest';
import { openCollectServer } from '../support/collectServer';
import { expectOnce } from '../support/expectOnce';
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
