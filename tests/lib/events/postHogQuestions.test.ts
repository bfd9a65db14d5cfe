import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { postHogSource } from '../../../lib/events/sources/posthog/source';
import type { SentRequest, Source } from '../../../lib/events/types';

const source: Source = postHogSource;
const nothing = { stored: 0, duplicates: 0, rejected: [], receivedAt: 0 };

function ask(path: string) {
	const request: SentRequest = { method: 'GET', path, query: {}, headers: {}, body: Buffer.alloc(0) };
	return { asked: source.recognizes(request, undefined), answer: source.answer(nothing, request) };
}

test('the script a browser loads first leaves the settings where posthog-js looks for them', () => {
	const { asked, answer } = ask('array/phc_key/config.js');
	expect(asked).toBe(true);
	expect(answer.headers).toEqual({ 'content-type': 'application/javascript; charset=utf-8' });
	const window: Record<string, Record<string, { config: object; siteApps: unknown[] }>> = {};
	runInNewContext(String(answer.body), { window });
	const { config, siteApps } = window._POSTHOG_REMOTE_CONFIG.phc_key;
	expect(config).toMatchObject(ask('array/phc_key/config').answer.body as object);
	expect(siteApps).toHaveLength(0);
});

test('a key that could be code is no question', () => {
	expect(ask("array/x'];alert(1);//config.js").asked).toBe(false);
	expect(ask("array/x']/config.js").asked).toBe(false);
});

test('an experiment without flags is told that nothing failed', () => {
	expect(ask('flags').answer.body).toMatchObject({ errorsWhileComputingFlags: false, flags: {} });
});
