import { localName, placementOf, type ClusterPlace } from './placement';
import { splitUpdate } from './splitUpdate';

/** The name is a word or stands in quotes; the words before it say what happens to the table. */
const name = '("(?:[^"\\\\]|\\\\.)+"|\\w+)';
const created = new RegExp(
	`^\\s*create table (if not exists )?${name} (.*?)engine = ReplacingMergeTree (order by \\(.*?\\)\\s+settings [^()]*?)(?: as (.*))?$`,
	's',
);
const altered = new RegExp(`^\\s*alter table ${name} (add column .*)$`, 's');
const dropped = new RegExp(`^\\s*drop table (if exists )?${name}\\s*$`);
const deleted = new RegExp(`^\\s*delete from ${name}(.*)$`, 's');
const updated = new RegExp(`^\\s*update ${name} set `);

/**
 * What one statement for one server is on a cluster, in order; by itself where its table is on one server or the cluster
 * takes it as it is. Rows are sent to their shard by the `Distributed` table, which has the table's name. An update writes
 * newer rows with the same key: it then sees the temporary tables of its session, which the other servers do not have.
 */
export function clusterStatements(text: string, place: ClusterPlace): readonly string[] {
	const create = created.exec(text);
	if (create !== null) return createOn(place, text, create);
	const alter = altered.exec(text);
	if (alter !== null) return alterOn(place, text, alter);
	const drop = dropped.exec(text);
	if (drop !== null) return dropOn(place, text, drop);
	const removal = deleted.exec(text);
	if (removal !== null) return deleteOn(place, text, removal);
	const update = updated.exec(text);
	return update === null || placementOf(bare(update[1])) === undefined ? [text] : [newerRows(text)];
}

const inserted = /^\s*insert into "?(\w+)"? \([^()]*\)\s+(select .*)$/s;

/**
 * The select of an insert whose rows are counted by it: what a `Distributed` table says it wrote counts a row again on its
 * shard. Undefined where nobody asks for the number.
 */
export function countedSelect(text: string): string | undefined {
	const [, table, select] = inserted.exec(text) ?? [];
	return table === 'events' || table === 'memberships' ? select : undefined;
}

function createOn(place: ClusterPlace, text: string, [, ifNeeded = '', table, columns, order, select]: RegExpExecArray): string[] {
	const placement = placementOf(bare(table));
	if (placement === undefined) return [text];
	const on = onCluster(place);
	if (placement.kind === 'everywhere') {
		// One table, of which every server of every shard is a replica.
		const engine = "ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/everywhere', '{shard}-{replica}')";
		return [`create table ${ifNeeded}${table} ${on} ${columns}engine = ${engine} ${order}`];
	}
	const local = quote(localName(bare(table)));
	const made = select === undefined ? '' : ` empty as ${select}`;
	return [
		`create table ${ifNeeded}${local} ${on} ${columns}engine = ReplicatedReplacingMergeTree ${order}${made}`,
		`create table ${ifNeeded}${table} ${on} as ${local} engine = ${distributed(place, bare(table), placement.by)}`,
		...(select === undefined ? [] : [`insert into ${table} ${select}`]),
	];
}

function distributed({ cluster, database }: ClusterPlace, table: string, by: string): string {
	return `Distributed(${literal(cluster)}, ${literal(database)}, ${literal(localName(table))}, ${by})`;
}

/** A table that is everywhere tells its replicas by itself. */
function alterOn(place: ClusterPlace, text: string, [, table, change]: RegExpExecArray): string[] {
	if (placementOf(bare(table))?.kind !== 'sharded') return [text];
	return [quote(localName(bare(table))), table].map((one) => `alter table ${one} ${onCluster(place)} ${change}`);
}

/** Waits until every server has dropped it, because the same name is often made again at once. */
function dropOn(place: ClusterPlace, text: string, [, ifThere = '', table]: RegExpExecArray): string[] {
	const placement = placementOf(bare(table));
	if (placement === undefined) return [text];
	const parts = placement.kind === 'sharded' ? [table, quote(localName(bare(table)))] : [table];
	return parts.map((one) => `drop table ${ifThere}${one} ${onCluster(place)} sync`);
}

function deleteOn(place: ClusterPlace, text: string, [, table, which]: RegExpExecArray): string[] {
	if (placementOf(bare(table))?.kind !== 'sharded') return [text];
	return [`delete from ${quote(localName(bare(table)))} ${onCluster(place)}${which}`];
}

function newerRows(text: string): string {
	const { table, set, where } = splitUpdate(text);
	const values = set.map(({ column, value }) => `${value} as ${column}`).join(', ');
	return `insert into ${table} select * replace (${values}) from ${table} where ${where}`;
}

function onCluster({ cluster }: ClusterPlace): string {
	return `on cluster ${quote(cluster)}`;
}

function bare(table: string): string {
	return table.startsWith('"') ? table.slice(1, -1).replace(/\\(.)/g, '$1') : table;
}

function quote(table: string): string {
	return `"${table.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function literal(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
