import type { Random } from '../../lib/core/random';
import { between, chance } from './draw';
import { rowText } from './rowText';
import { days, MINUTE } from './stages/emit';
import { malformedReasons, type DirtCounts, type MalformedReason, type SimulatedEvent } from './types';

const DUPLICATE_SHARE = 0.005;
const LATE_SHARE = 0.01;
const DISPLACED_SHARE = 0.01;
/** Malformed rows per good row; they come on top, so that nothing true is lost. */
const MALFORMED_RATE = 0.0005;

interface Delivery {
	readonly text: string;
	readonly occurredAt: number;
	/** Sorts the file: when the sender got round to it. */
	readonly sentAt: number;
}

/** A customer's events as a sender really delivers them: some twice, some late, some spoilt; all counted. */
export function deliver(
	events: readonly SimulatedEvent[],
	random: Random,
	endsAt: number,
): { readonly rows: string[]; readonly dirt: DirtCounts } {
	const dirt: DirtCounts = {
		duplicates: 0,
		late: 0,
		outOfOrder: 0,
		anonymous: 0,
		malformed: { missingCustomer: 0, impossibleDate: 0, unknownType: 0 },
	};
	const deliveries: Delivery[] = [];
	for (const event of events) {
		if (event.userId === undefined) dirt.anonymous += 1;
		const delivery = send(event, random, { endsAt, dirt });
		deliveries.push(delivery);
		if (chance(random, DUPLICATE_SHARE)) {
			deliveries.push({ ...delivery, sentAt: delivery.sentAt + between(random, 0, days(1)) });
			dirt.duplicates += 1;
		}
		if (chance(random, MALFORMED_RATE)) deliveries.push(spoil(event, random, dirt));
	}
	deliveries.sort((left, right) => left.sentAt - right.sentAt);
	dirt.outOfOrder = countOutOfOrder(deliveries);
	return { rows: deliveries.map(({ text }) => text), dirt };
}

interface Sending {
	readonly endsAt: number;
	readonly dirt: DirtCounts;
}

function send(event: SimulatedEvent, random: Random, { endsAt, dirt }: Sending): Delivery {
	const latest = endsAt - 1;
	const late = chance(random, LATE_SHARE);
	const displaced = chance(random, DISPLACED_SHARE);
	const delay = days(between(random, 0.1, 1) * (chance(random, 0.3) ? 6 : 0.5));
	const receivedAt = Math.floor(Math.min(latest, event.at + delay));
	if (late && receivedAt - event.at >= 60 * MINUTE) {
		dirt.late += 1;
		return { text: rowText({ ...event, receivedAt }), occurredAt: event.at, sentAt: receivedAt };
	}
	const sentAt = displaced ? event.at + between(random, MINUTE, 30 * MINUTE) : event.at;
	return { text: rowText(event), occurredAt: event.at, sentAt };
}

/** A row that no importer should take, made from a good one under an id of its own. */
function spoil(event: SimulatedEvent, random: Random, dirt: DirtCounts): Delivery {
	const reason = malformedReasons[random.integer(malformedReasons.length)];
	dirt.malformed[reason] += 1;
	const row = JSON.parse(rowText({ ...event, messageId: `${event.messageId}-bad` })) as Row;
	return { text: JSON.stringify(spoilers[reason](row)), occurredAt: -Infinity, sentAt: event.at };
}

type Row = Readonly<Record<string, unknown>>;

const spoilers: Readonly<Record<MalformedReason, (row: Row) => Row>> = {
	missingCustomer: (row) => ({ ...row, userId: undefined, anonymousId: undefined }),
	impossibleDate: (row) => ({ ...row, timestamp: '2025-02-31T25:61:00.000Z' }),
	unknownType: (row) => ({ ...row, type: 'tracc' }),
};

/** Rows that stand behind a later event of the same customer, repeated rows included, malformed ones not. */
function countOutOfOrder(deliveries: readonly Delivery[]): number {
	let latest = -Infinity;
	let count = 0;
	for (const { occurredAt } of deliveries) {
		if (occurredAt < latest && occurredAt !== -Infinity) count += 1;
		latest = Math.max(latest, occurredAt);
	}
	return count;
}
