// Imports a file with the built library; prints "importing" before and "imported" after.
const { writeSync } = require('node:fs');
const { importEvents } = require('../../dist/lib/events/importEvents.js');
const { openDuckDbStore } = require('../../dist/lib/store/duckdb/openDuckDbStore.js');

const [, , folder, path] = process.argv;
const silent = () => undefined;

openDuckDbStore({ folder, memoryLimitMegabytes: 256, threads: 1 }).then(async (store) => {
	writeSync(1, 'importing\n');
	const clock = { now: () => Date.parse('2025-07-01T00:00:00Z') };
	await importEvents({ store, clock, notify: { progress: silent, hint: silent } }, { path });
	writeSync(1, 'imported\n');
	await store.close();
});
