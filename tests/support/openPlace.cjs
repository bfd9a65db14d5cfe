// The built store at a place that a test gives as JSON: { store, … } with the options of that store.
const { openClickHouseStore } = require('../../dist/lib/store/clickhouse/openClickHouseStore.js');
const { openDuckDbStore } = require('../../dist/lib/store/duckdb/openDuckDbStore.js');
const { openPostgresStore } = require('../../dist/lib/store/postgres/openPostgresStore.js');

const opens = { duckdb: openDuckDbStore, postgres: openPostgresStore, clickhouse: openClickHouseStore };

async function openPlace(json) {
	const { store, ...options } = JSON.parse(json);
	return await opens[store](options);
}

module.exports = { openPlace };
