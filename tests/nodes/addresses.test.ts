import { expect, test } from 'vitest';
import { addresses } from '../../nodes/CustomerEventTrigger/addresses';

test('the full address takes events and the HEAD by which senders check it, and the editor shows it once', () => {
	const full = addresses.filter(({ path }) => String(path) === String(addresses[0].path));
	expect(full.map(({ httpMethod }) => httpMethod)).toEqual(['POST', 'HEAD']);
	expect(full.map(({ ndvHideUrl }) => ndvHideUrl === true)).toEqual([false, true]);
});

test('no address has the same method twice: n8n would refuse to publish it', () => {
	const keys = addresses.flatMap(({ path, httpMethod }) => String(httpMethod).split(',').map((method) => `${method} ${String(path)}`));
	expect(new Set(keys).size).toBe(keys.length);
});
