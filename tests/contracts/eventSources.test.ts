import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeBody } from '../../lib/events/decodeBody';
import { resolvedStatements } from '../../lib/events/resolvedEvents';
import { findSource, sources } from '../../lib/events/sources';
import type { SourceExample } from '../../lib/events/types';
import { collectRequest } from '../../lib/journeys/collectRequest';
import { rowsOf, sql } from '../../lib/sql/sql';
import { letIn } from '../support/letIn';
import { sentRequestOf } from '../support/sentRequestOf';
import { shareTestStore } from '../support/shareTestStore';
import { sourceExamples } from '../support/sourceExamples';

const folder = join(__dirname, '../../lib/events/sources');
const theStore = shareTestStore();

const members = sources.map((source) => ({ name: source.name, examples: sourceExamples[source.name] }));

test('every source has a folder, a name of its own and an example', () => {
	const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	expect(sources.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
	expect(members.filter(({ examples }) => examples.length === 0)).toEqual([]);
});

describe.each(members)('$name', ({ name, examples }) => {
	const send = async (example: SourceExample, gate: { source?: 'auto'; secret?: string } = {}) =>
		await collectRequest(
			{ store: theStore(), clock: { now: () => Date.parse(example.receivedAt) } },
			{ source: gate.source ?? name, policy: letIn, ...(example.secret === undefined ? {} : { secret: gate.secret ?? example.secret }) },
			sentRequestOf(example),
		);

	test.each(examples)('$title: is told from every other sender', async (example) => {
		const request = sentRequestOf(example);
		const body = await decodeBody(request).catch(() => undefined);
		expect(findSource('auto', request, body).name).toBe(name);
		const claimed = sources.filter((source) => source.name !== 'plain' && source.recognizes(request, body));
		expect(claimed.map((source) => source.name)).toEqual(name === 'plain' ? [] : [name]);
	});

	test.each(examples.filter(({ secret }) => secret !== undefined))('$title: refused with another secret', async (example) => {
		const { answer, fresh } = await send(example, { secret: 'another secret' });
		expect(fresh).toEqual([]);
		expect(answer.status).toBe(401);
	});

	test.each(examples)('$title: means these events, gets this answer, and adds nothing the second time', async (example) => {
		const { answer, fresh } = await send(example, { source: 'auto' });
		expect(fresh).toMatchObject(example.events);
		expect(answer.status).toBe(example.answer.status);
		if (typeof example.answer.body === 'string') expect(answer.body).toBe(example.answer.body);
		else expect(answer.body).toMatchObject(example.answer.body);
		const again = await send(example);
		expect(again.answer.status).toBe(example.answer.status);
		expect(again.fresh).toEqual([]);
		const stored = await theStore().query(
			sql`select event_id from ${resolvedStatements(Date.parse('2100-01-01'))} known
				where event_id in ${rowsOf(fresh.map(({ eventId }) => eventId))}`,
		);
		expect(stored).toHaveLength(example.events.length);
	});
});
