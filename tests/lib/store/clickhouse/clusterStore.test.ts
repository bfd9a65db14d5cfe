import { onTestFinished, test, expect } from 'vitest';
import { SetupNeeded } from '../../../../lib/core/errors';
import { resolvedEvents } from '../../../../lib/events/resolvedEvents';
import { isAmong, sql } from '../../../../lib/sql/sql';
import { openClickHouseStore } from '../../../../lib/store/clickhouse/openClickHouseStore';
import type { Store } from '../../../../lib/store/types';
import { anEvent } from '../../../support/anEvent';
import { startClickHouse } from '../../../support/databases/startClickHouse';

const cluster = 'customers';
const FAR = Date.parse('2030-01-01T00:00:00Z');

async function openCluster(): Promise<{ store: Store; open: (name: string) => Promise<Store> }> {
	const clickHouse = await startClickHouse({ cluster });
	onTestFinished(async () => await clickHouse.stop());
	const open = async (name: string): Promise<Store> => {
		const store = await openClickHouseStore({ connection: clickHouse.connection, cluster: name });
		onTestFinished(async () => await store.close());
		return store;
	};
	return { store: await open(cluster), open };
}

test('events go through the whole table into the part of their shard and come back once', async () => {
	const { store, open } = await openCluster();
	const [first, second] = [anEvent(), anEvent({ customerId: 'bob' })];
	await store.recordEvents([first, second]);
	expect(await store.recordEvents([first])).toMatchObject([{ stored: false }]);
	expect(await store.query(sql`select engine from system.tables where name in ('events', 'events_local') and database = currentDatabase() order by name`)).toEqual([
		{ engine: 'Distributed' }, { engine: 'ReplacingMergeTree' },
	]);
	// The same rows once more, as another process would store them at the same moment.
	await store.execute(sql`insert into events_local select * from events_local`);
	expect(await store.query(sql`select count(*) as n from events`)).toEqual([{ n: 2 }]);
	const again = await open(cluster);
	expect(await again.query(sql`select count(*) as n from ${resolvedEvents(FAR)} found where resolved_id = 'ada'`)).toEqual([{ n: 1 }]);
});

test('an update is seen at once, with temporary tables of its session, and says nothing twice', async () => {
	const { store } = await openCluster();
	const membership = (id: string) => sql`insert into memberships (customer_id, model, segment, valid_from) select ${id}, 'm', 's', 1`;
	for (const id of ['ada', 'bob']) await store.execute(membership(id));
	await store.transaction(async (session) => {
		await session.execute(sql`create temporary table leaving as select 'ada' as customer_id`);
		await session.execute(sql`update memberships set valid_to = 5, reason = 'left, where to' where customer_id in (select customer_id from leaving)`);
		await session.execute(sql`drop table leaving`);
	});
	expect(await store.query(sql`select customer_id, valid_to, reason from memberships order by customer_id`)).toEqual([
		{ customer_id: 'ada', valid_to: 5, reason: 'left, where to' },
		{ customer_id: 'bob', valid_to: null, reason: null },
	]);
	const present = isAmong({ relation: sql`memberships`, equal: { customer_id: sql`asked.id` }, where: sql`valid_to is null` });
	expect(await store.query(sql`select id from (select 'ada' as id union all select 'bob' as id) asked where not ${present}`)).toEqual([{ id: 'ada' }]);
});

test('a cluster that the servers do not know is refused by name, with those they know', async () => {
	const { open } = await openCluster();
	await expect(open('custmers')).rejects.toThrow(SetupNeeded);
	await expect(open('custmers')).rejects.toThrow('Cluster of the Customer Store credential is "custmers", which ClickHouse does not know: expected one of "customers"');
});
