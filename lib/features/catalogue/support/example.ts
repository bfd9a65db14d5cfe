import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** An answered ticket, a chat, two surveys of which the later one counts, and what three messages said, one not in English. */
const events: readonly ExampleEvent[] = [
	{ name: 'NPS Answered', at: '2025-03-01T00:00:00Z', properties: { score: 9 } },
	{ name: 'Ticket Created', at: '2025-05-01T00:00:00Z' },
	{ name: 'Ticket Resolved', at: '2025-05-02T00:00:00Z' },
	{ name: 'NPS Answered', at: '2025-05-03T00:00:00Z', properties: { score: 4 } },
	{ name: 'Chat Started', at: '2025-06-25T00:00:00Z' },
	{ name: 'Ticket Understood', at: '2025-02-01T00:00:00Z', properties: { topic: 'billing', sentiment: 0.9, negative: 0 } },
	{ name: 'Ticket Understood', at: '2025-05-01T00:00:00Z', properties: { topic: 'billing', sentiment: -0.5, negative: 1 } },
	{ name: 'Ticket Understood', at: '2025-05-03T00:00:00Z', properties: { topic: 'bug', sentiment: 0.25, negative: 0 } },
	{ name: 'Ticket Understood', at: '2025-06-25T00:00:00Z', properties: { topic: 'billing', language: 'de' } },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const supportExamples: Readonly<Record<string, FeatureExample>> = {
	ticketsLast90Days: expecting(2),
	daysSinceLastTicket: expecting(6),
	recommendationScoreLast: expecting(4),
	ticketNegativeShareLast90Days: expecting(0.5),
	ticketSentimentMeanLast90Days: expecting(-0.125),
	ticketsAboutBillingLast90Days: expecting(2),
	ticketsAboutBugsLast90Days: expecting(1),
	ticketsAboutCancellationLast90Days: expecting(0),
};
