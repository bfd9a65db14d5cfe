import { expect, test } from 'vitest';
import { askGate, passGate } from '../../../lib/privacy/gates';
import { consentStates, gateNames } from '../../../lib/privacy/types';
import { anEvent } from '../../support/anEvent';
import { openTestStore } from '../../support/openTestStore';

test('a withdrawn consent opens no gate, whatever the owner chose for unknown ones', () => {
	for (const gate of gateNames) {
		expect(passGate(gate, 'withdrawn', 'send').pass).toBe(false);
		expect(passGate(gate, 'withdrawn', 'withhold').pass).toBe(false);
		expect(passGate(gate, 'granted').pass).toBe(true);
	}
});

test('profiling is allowed until somebody objects; writing needs a yes', () => {
	const unknown = Object.fromEntries(gateNames.map((gate) => [gate, passGate(gate, 'unknown').pass]));
	expect(unknown).toEqual({ train: true, score: true, generate: true, send: false });
});

test('only the owner, on purpose, lets unknown consent pass the send gate', () => {
	expect(passGate('send', 'unknown', 'send')).toEqual({ pass: true });
	expect(passGate('send', 'unknown')).toEqual({
		pass: false,
		reason: 'consent to marketing is not known: not written to',
	});
});

test('every refusal says why, and names nobody', () => {
	for (const gate of gateNames) {
		for (const state of consentStates) {
			const verdict = passGate(gate, state);
			if (!verdict.pass) expect(verdict.reason).toMatch(/^consent to (marketing|profiling) /);
		}
	}
});

test('a gate asks for the purpose it stands for', async () => {
	const store = await openTestStore();
	await store.recordEvents([
		anEvent({ customerId: 'ada', name: 'Consent Given', properties: { purpose: 'marketing' } }),
		anEvent({ customerId: 'ada', name: 'Consent Withdrawn', properties: { purpose: 'profiling' } }),
		anEvent({ customerId: 'bob', name: 'Consent Given', properties: { purpose: 'profiling' } }),
	]);
	const asOf = Date.parse('2025-01-01T00:00:00Z');
	const passes = async (gate: 'send' | 'score') =>
		(await askGate({ store }, ['ada', 'bob'], { gate, asOf })).map((verdict) => verdict.pass);
	expect(await passes('send')).toEqual([true, false]);
	expect(await passes('score')).toEqual([false, true]);
});
