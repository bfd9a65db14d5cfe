import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { destinations } from '../../../../lib/delivery/destinations';
import type { DestinationExample, DestinationKind } from '../../../../lib/delivery/types';
import type { HttpRequest } from '../../../../lib/engine';

const folder = join(__dirname, '../../../../lib/delivery/destinations');
const folders = readdirSync(folder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map((entry) => entry.name);

test('every destination has a folder, and every folder is in the list', () => {
	expect(Object.keys(destinations).sort()).toEqual(folders.sort());
	expect(Object.values(destinations).map((kind) => kind.id)).toEqual(Object.keys(destinations));
});

describe.each(Object.entries(destinations))('destination %s', (id, anyKind) => {
	const kind = anyKind as DestinationKind<unknown>;
	const readExample = async () =>
		((await import(join(folder, id, 'example'))) as { example: DestinationExample<unknown> }).example;

	/** Replays the responses of the example and keeps what was asked. */
	const play = async (copies: number) => {
		const example = await readExample();
		const asked: HttpRequest[] = [];
		const answers = await kind.open(example.settings).send(
			{
				now: () => example.now,
				request: async (request) => {
					asked.push(request);
					return await Promise.resolve(example.exchange[0].response);
				},
			},
			Array.from({ length: copies }, () => example.delivery),
		);
		return { example, asked, answers };
	};

	test('asks exactly what its example says, and reads the answer', async () => {
		const { example, asked, answers } = await play(1);
		expect(asked).toEqual(example.exchange.map(({ request }) => request));
		expect(answers).toEqual([example.answer]);
	});

	test('gives one answer a message, for many and for none', async () => {
		expect((await play(0)).answers).toEqual([]);
		const { example, answers } = await play(11);
		expect(answers).toEqual(Array.from({ length: 11 }, () => example.answer));
	});
});
