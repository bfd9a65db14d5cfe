import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Solved after one day, after three (it was reopened in between), and not at all; one ticket carries no id. */
const events: readonly ExampleEvent[] = [
	ticket('Ticket Created', '2025-05-01T00:00:00Z', 'T1'),
	ticket('Ticket Resolved', '2025-05-02T00:00:00Z', 'T1'),
	ticket('Ticket Created', '2025-05-10T00:00:00Z', 'T2'),
	ticket('Ticket Resolved', '2025-05-11T00:00:00Z', 'T2'),
	ticket('Ticket Resolved', '2025-05-13T00:00:00Z', 'T2'),
	ticket('Chat Started', '2025-06-01T00:00:00Z', 'C1'),
	ticket('Chat Started', '2025-06-02T00:00:00Z', 'C2'),
	ticket('Chat Closed', '2025-06-02T12:00:00Z', 'C3'),
	{ name: 'Ticket Created', at: '2025-06-10T00:00:00Z' },
];

function ticket(name: string, at: string, ticketId: string): ExampleEvent {
	return { name, at, properties: { ticketId } };
}

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const resolutionExamples: Readonly<Record<string, FeatureExample>> = {
	daysToResolveLast365Days: expecting(2),
	openTicketShareLast365Days: expecting(0.5),
};
