// Imports a file with the built library; prints "importing" before, "part" after every part and "imported" at the end.
const { writeSync } = require('node:fs');
const { importEvents } = require('../../dist/lib/events/importEvents.js');
const { openPlace } = require('./openPlace.cjs');

const [, , place, path] = process.argv;

openPlace(place).then(async (store) => {
	writeSync(1, 'importing\n');
	const clock = { now: () => Date.parse('2025-07-01T00:00:00Z') };
	const progress = (sentence) => / rows$/.test(sentence) && writeSync(1, 'part\n');
	await importEvents({ store, clock, notify: { progress, hint: () => undefined } }, { path });
	writeSync(1, 'imported\n');
	await store.close();
});
