// Records events through the built store as fast as it can, from four writers beside a reader, until it is killed.
// Prints "opened", then the id of every event whose recording was acknowledged.
const { writeSync } = require('node:fs');
const { openDuckDbStore } = require('../../dist/lib/store/duckdb/openDuckDbStore.js');
const { sql } = require('../../dist/lib/sql/sql.js');

const [, , folder, generation] = process.argv;
let count = 0;

function nextEvent() {
	count += 1;
	const occurredAt = 1735689600000 + count;
	return {
		eventId: `${generation}-${count}`, customerId: `customer-${count % 50}`, anonymousId: null, kind: 'track',
		name: 'Feature Used', occurredAt, receivedAt: occurredAt, backfilled: false, sessionId: null, channel: null,
		campaign: null, orderId: null, productId: null, quantity: null, revenueCents: null, currency: null,
		discountCents: null, coupon: null, device: null, platform: null, properties: { count },
	};
}

/** A write to the pipe that is done when it returns: what was acknowledged is told, or the process is dead. */
const tell = (lines) => writeSync(1, lines.map((line) => `${line}\n`).join(''));

async function write(store, batchSize) {
	for (;;) {
		const receipts = await store.recordEvents(Array.from({ length: batchSize }, nextEvent));
		tell(receipts.map(({ eventId }) => eventId));
	}
}

/** Every read moves what waits in the journal into the database: the kill may fall into that as well. */
async function read(store) {
	for (;;) {
		await store.query(sql`select count(*) as n from events`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

openDuckDbStore({ folder, memoryLimitMegabytes: 256, threads: 1 }).then(async (store) => {
	tell(['opened']);
	await Promise.all([read(store), ...[1, 2, 5, 20].map((batchSize) => write(store, batchSize))]);
});
