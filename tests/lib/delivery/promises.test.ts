import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MILLISECONDS } from '../../../lib/core/clock';
import { deliverMessages } from '../../../lib/delivery/deliverMessages';
import { receiptIdOf } from '../../../lib/delivery/receiptId';
import type { Answer, Destination } from '../../../lib/delivery/types';
import { anEvent } from '../../support/anEvent';
import { engineOver } from '../../support/engineOver';
import { shareTestStore } from '../../support/shareTestStore';
import { aMessage, strictRules } from './builders';

const deep = process.env.COHORTS_DEEP === '1' ? 100 : 1;
const sharedStore = shareTestStore();
const customers = 3;
let stories = 0;

const answers = fc.constantFrom<Answer['state']>('sent', 'sent', 'sent', 'refused', 'unavailable', 'unknown');
const step = fc.oneof(
	fc.record({ kind: fc.constant('consents' as const), customer: fc.nat(customers - 1), yes: fc.boolean() }),
	fc.record({
		kind: fc.constant('delivers' as const),
		customers: fc.array(fc.nat(customers - 1), { minLength: 1, maxLength: 4 }),
		campaign: fc.nat(2),
		answers: fc.array(answers, { minLength: 4, maxLength: 4 }),
		/** Who withdraws while the first message of the run is on its way. */
		withdraws: fc.option(fc.nat(customers - 1), { nil: undefined }),
	}),
	fc.record({ kind: fc.constant('sleeps' as const), days: fc.integer({ min: 1, max: 5 }) }),
);

/** Every message that reached the destination, as the destination saw it. */
interface Reached {
	readonly receiptId: string;
	readonly customerId: string;
	readonly at: number;
	readonly answer: Answer['state'];
	readonly agreed: boolean;
}

const rules = { ...strictRules, frequencyCap: { messages: 2, days: 4 } };

test('whatever happens: only who agrees is written to, nothing is sent twice, the cap holds', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
			stories += 1;
			const reached = await live(steps);
			for (const { agreed } of reached) expect(agreed, 'a message without consent').toBe(true);
			expectOnce(reached);
			expectCap(reached);
		}),
		{ seed: 41, numRuns: 5 * deep },
	);
}, 60_000 * deep);

async function live(steps: readonly Parameters<typeof take>[0][]): Promise<Reached[]> {
	const reached: Reached[] = [];
	const story = { engine: engineOver(sharedStore(), { today: '2025-03-01T12:00:00Z' }), agreed: new Set<string>(), reached };
	for (const one of steps) {
		await take(one, story);
		story.engine.sleep({ days: 0.01 });
	}
	return reached;
}

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Story {
	readonly engine: ReturnType<typeof engineOver>;
	readonly agreed: Set<string>;
	readonly reached: Reached[];
}

async function take(one: Step, story: Story): Promise<void> {
	const { engine } = story;
	if (one.kind === 'sleeps') return engine.sleep({ days: one.days });
	if (one.kind === 'consents') return await consent(story, idOf(one.customer), one.yes);
	const pending = [...one.answers];
	const destination: Destination = {
		id: 'told',
		batchMessages: 1,
		send: async (_outside, [{ receiptId, message }]) => {
			const answer = pending.shift() ?? 'sent';
			const { customerId } = message;
			const agreed = story.agreed.has(customerId);
			story.reached.push({ receiptId, customerId, at: engine.clock.now(), answer, agreed });
			if (one.withdraws !== undefined) await consent(story, idOf(one.withdraws), false);
			return [toAnswer(answer)];
		},
	};
	const messages = one.customers.map((customer) =>
		aMessage({ customerId: idOf(customer), campaign: `campaign-${one.campaign}` }),
	);
	await deliverMessages(engine, destination, { messages, options: rules });
}

function idOf(customer: number): string {
	return `customer-${stories}-${customer}`;
}

function toAnswer(state: Answer['state']): Answer {
	return state === 'sent' ? { state } : ({ state, reason: 'told so' } as Answer);
}

async function consent({ engine, agreed }: Story, customerId: string, yes: boolean): Promise<void> {
	const name = yes ? 'Consent Given' : 'Consent Withdrawn';
	const properties = { purpose: 'marketing' };
	await engine.store.recordEvents([anEvent({ customerId, name, properties, occurredAt: engine.clock.now() })]);
	if (yes) agreed.add(customerId);
	else agreed.delete(customerId);
	engine.sleep({ days: 0.001 });
}

/** Only a message that was certainly not accepted may reach the destination again. */
function expectOnce(reached: readonly Reached[]): void {
	const closed = new Set<string>();
	for (const { receiptId, answer } of reached) {
		expect(closed.has(receiptId), 'a message sent again').toBe(false);
		if (answer === 'sent' || answer === 'unknown') closed.add(receiptId);
	}
}

function expectCap(reached: readonly Reached[]): void {
	const accepted = reached.filter(({ answer }) => answer === 'sent' || answer === 'unknown');
	for (const { customerId, at } of accepted) {
		const window = accepted.filter(
			(other) => other.customerId === customerId && other.at <= at && other.at > at - 4 * DAY_MILLISECONDS,
		);
		expect(window.length).toBeLessThanOrEqual(2);
	}
}

test('the stories above do reach the destination, with every answer', async () => {
	stories += 1;
	const all = [0, 1, 2].map((customer) => ({ kind: 'consents' as const, customer, yes: true }));
	const reached = await live([
		...all,
		{ kind: 'delivers', customers: [0, 1, 2, 2], campaign: 0, answers: ['sent', 'unknown', 'refused', 'sent'], withdraws: undefined },
	]);
	expect(reached.map(({ answer }) => answer)).toEqual(['sent', 'unknown', 'refused', 'sent']);
	expect(new Set(reached.map(({ receiptId }) => receiptId)).size).toBe(3);
	expect(reached[0].receiptId).toBe(receiptIdOf(aMessage({ customerId: idOf(0), campaign: 'campaign-0' })));
});
