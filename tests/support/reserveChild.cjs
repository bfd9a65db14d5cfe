// Reserves deliveries, given as JSON batches with their rules, once it is told to start by a line of input. Prints "opened",
// and then the receipt of each message it may send.
const { once } = require('node:events');
const { writeSync } = require('node:fs');
const { seededRandom } = require('../../dist/lib/core/random.js');
const { reserveDeliveries } = require('../../dist/lib/delivery/reserveDeliveries.js');
const { openPlace } = require('./openPlace.cjs');

const [, , place, work, now] = process.argv;
const silent = () => undefined;

openPlace(place).then(async (store) => {
	const engine = { store, clock: { now: () => Number(now) }, random: seededRandom(1), notify: { progress: silent, hint: silent } };
	writeSync(1, 'opened\n');
	await once(process.stdin, 'data');
	process.stdin.destroy();
	const { batches, rules } = JSON.parse(work);
	for (const messages of batches) {
		const verdicts = await reserveDeliveries(engine, messages, rules);
		writeSync(1, verdicts.filter(({ send }) => send).map(({ receiptId }) => `${receiptId}\n`).join(''));
	}
	await store.close();
});
