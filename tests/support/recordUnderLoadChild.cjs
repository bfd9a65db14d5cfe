// Records events through the built store as fast as it can, from four writers beside a reader, until it is killed.
// Prints "opened", then "asked <number>" before an event is recorded and "kept <number>" when that was acknowledged.
const { writeSync } = require('node:fs');
const { sql } = require('../../dist/lib/sql/sql.js');
const { loadEvent } = require('./loadEvent.cjs');
const { openPlace } = require('./openPlace.cjs');

const [, , place, generation] = process.argv;
let count = 0;

/** A write to the pipe that is done when it returns: what was acknowledged is told, or the process is dead. */
const tell = (lines) => writeSync(1, lines.map((line) => `${line}\n`).join(''));

async function write(store, batchSize) {
	for (;;) {
		const numbers = Array.from({ length: batchSize }, () => (count += 1));
		tell(numbers.map((number) => `asked ${number}`));
		await store.recordEvents(numbers.map((number) => loadEvent(generation, number)));
		tell(numbers.map((number) => `kept ${number}`));
	}
}

/** Every read of the embedded store moves what waits in the journal into the database: the kill may fall into that as well. */
async function read(store) {
	for (;;) {
		await store.query(sql`select count(*) as n from events`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

openPlace(place).then(async (store) => {
	tell(['opened']);
	await Promise.all([read(store), ...[1, 2, 5, 20].map((batchSize) => write(store, batchSize))]);
});
