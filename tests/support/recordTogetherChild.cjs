// Records all events of a generation in an order and in batches drawn from its seed, once it is told to start by a line of
// input. Prints "opened", and then the number of each event that was new.
const { once } = require('node:events');
const { writeSync } = require('node:fs');
const { seededRandom } = require('../../dist/lib/core/random.js');
const { togetherEvent } = require('./loadEvent.cjs');
const { openPlace } = require('./openPlace.cjs');

const [, , place, generation, count, seed] = process.argv;
const random = seededRandom(seed);
const batchEventsMax = 40;

function shuffled(length) {
	const numbers = Array.from({ length }, (_, index) => index + 1);
	for (let last = length - 1; last > 0; last -= 1) {
		const other = Math.floor(random.next() * (last + 1));
		[numbers[last], numbers[other]] = [numbers[other], numbers[last]];
	}
	return numbers;
}

openPlace(place).then(async (store) => {
	writeSync(1, 'opened\n');
	await once(process.stdin, 'data');
	process.stdin.destroy();
	const numbers = shuffled(Number(count));
	while (numbers.length > 0) {
		const batch = numbers.splice(0, 1 + Math.floor(random.next() * batchEventsMax));
		const receipts = await store.recordEvents(batch.map((number) => togetherEvent(generation, number)));
		writeSync(1, batch.filter((_, index) => receipts[index].stored).map((number) => `${number}\n`).join(''));
	}
	await store.close();
});
