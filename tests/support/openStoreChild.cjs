// Opens the store of a folder from a process of its own, with the built library, and prints what it was told.
const { openDuckDbStore } = require('../../dist/lib/store/duckdb/openDuckDbStore.js');

openDuckDbStore({ folder: process.argv[2] }).then(
	() => console.log('opened'),
	(error) => console.log(error.message),
);
