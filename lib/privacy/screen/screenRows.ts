import { createHash } from 'node:crypto';
import { identifier, joinSql, sql, type Sql } from '../../sql/sql';
import { byKeptNames } from './keptNames';
import * as rules from './textRules';
import type { ScreenPolicy } from './types';

/**
 * The SQL reading of `screenEvent`, for files: a relation with the columns of `events` and others becomes the same rows with
 * values changed, and `given`: the properties as they came, where anything was taken from them, else null. DuckDB's
 * functions, because only its store reads files.
 */
export function screenRows(policy: ScreenPolicy, rows: Sql): Sql {
	const key = policy.pseudonymKey;
	const listed = sql`(select * replace (${keepListed(policy.keep)} as properties), properties as given from ${rows} unscreened)`;
	const text = sql`(select * replace (${screenText(policy)} as properties) from ${listed} listed)`;
	const ids = ['customer_id', 'anonymous_id'].map((name) => sql`${screenId(identifierSql(name), key)} as ${identifier(name)}`);
	const replaced = [...(key === undefined ? [] : ids), sql`case when properties::varchar <> given::varchar then given end as given`];
	return sql`(select * replace (${joinSql(replaced)}) from ${text} screened)`;
}

function identifierSql(name: string): Sql {
	return sql`${identifier(name)}`;
}

/**
 * How many of the screened rows lost something of a kind, as `screenEvent` tells it: one row with a column for each kind.
 * Only rows from which something was taken are looked at again.
 */
export function countScreened(policy: ScreenPolicy, rows: Sql): Sql {
	const text = sql`properties::varchar`;
	const has = (pattern: string, flags = ''): Sql => sql`regexp_matches(${text}, ${`${flags}${pattern}`})`;
	const cards = (pattern: string): Sql =>
		sql`len(list_filter(regexp_extract_all(${text}, ${pattern}, 1), lambda found: ${isCard(sql`found`)})) > 0`;
	const personal =
		policy.pseudonymKey === undefined ? sql`false` : sql`${has(rules.emailAddress)} or ${has(rules.phoneByKey, '(?i)')}`;
	const addresses = policy.shortenIp ? has([rules.ipv4, rules.ipv6, rules.ipv6Gap].join('|')) : sql`false`;
	const listed = sql`(
		select kind, name, customer_id, anonymous_id, given, properties as kept, coalesce(${keepListed(policy.keep, sql`given`)}, '{}'::json) as properties
		from ${rows} rows
	)`;
	return sql`
		select count(*) filter (where ${has(rules.secretByKey, '(?i)')} or ${has(rules.secretByShape)}) as secrets,
			count(*) filter (where ${cards(rules.bareCardCandidate)} or ${cards(rules.cardCandidate)}) as "cardNumbers",
			count(*) filter (where ${personal} or starts_with(customer_id, 'p-') or starts_with(anonymous_id, 'p-')) as personal,
			count(*) filter (where ${addresses}) as "ipAddresses",
			count(*) filter (where ${policy.keep === 'all' ? sql`false` : sql`len(json_keys(given)) > len(json_keys(properties))`}) as properties
		from ${listed} counted
		where given is not null ${policy.pseudonymKey === undefined ? sql`` : sql`or starts_with(customer_id, 'p-') or starts_with(anonymous_id, 'p-')`}`;
}

function keepListed(keep: ScreenPolicy['keep'], properties: Sql = sql`properties`): Sql {
	return keep === 'all' ? properties : byKeptNames(keep, (names) => pick(properties, names));
}

function pick(properties: Sql, names: readonly string[]): Sql {
	if (names.length === 0) return sql`'{}'::json`;
	const entries = names.map((name) => {
		const value = sql`json_extract(${properties}, ${`$."${name.replaceAll('"', '\\"')}"`})::varchar`;
		return sql`${`${JSON.stringify(name)}:`} || nullif(${value}, 'null')`;
	});
	return sql`('{' || concat_ws(',', ${joinSql(entries)}) || '}')::json`;
}

/** Most rows hold nothing of the kind: one cheap look spares them the rest. */
function screenText(policy: ScreenPolicy): Sql {
	const text = sql`properties::varchar`;
	const suspicious = [
		'pass|secret|key|token|auth|cvv|cvc|ssn|pwd|number|eyj|sk-|[sr]k_|akia|gh[pousr]_|xox|-----begin',
		'[2-6][0-9](?:[ -]?[0-9]){11}',
		...(policy.pseudonymKey === undefined ? [] : ['@|phone|mobile|msisdn|whatsapp']),
		...(policy.shortenIp ? ['[0-9][.][0-9]+[.][0-9]+[.]|[0-9a-f]:[0-9a-f]{1,4}:'] : []),
	].join('|');
	return sql`case when regexp_matches(${text}, ${`(?i)${suspicious}`}) then (${everyStep(policy)}) else properties end`;
}

/** One select inside the other, in the order of the steps of `screenText`. */
function everyStep({ pseudonymKey, shortenIp }: ScreenPolicy): Sql {
	const secrets = sql`regexp_replace(
		regexp_replace(properties::varchar, ${rules.secretByKey}, ${`"\\1":"${rules.removed}"`}, 'gi'),
		${rules.secretByShape}, ${rules.removed}, 'g')`;
	const steps: Sql[] = [secrets, bareCards, writtenCards];
	if (pseudonymKey !== undefined) steps.push(emails(pseudonymKey), phones(pseudonymKey));
	if (shortenIp) {
		steps.push(
			sql`regexp_replace(regexp_replace(regexp_replace(text,
				${rules.ipv4}, ${'"\\1.\\2.\\3.0"'}, 'g'),
				${rules.ipv6}, ${'"\\1:\\2:\\3::"'}, 'g'),
				${rules.ipv6Gap}, ${'"\\1:\\2::"'}, 'g')`,
		);
	}
	const [first, ...rest] = steps;
	const whole = rest.reduce((inner, step) => sql`(select ${step} as text from ${inner} step)`, sql`(select ${first} as text)`);
	return sql`select case when json_valid(text) then text else '{}' end::json from ${whole} whole`;
}

/** Twice, because neighbours in a list share the sign between them. */
const bareCards = reduceFound(
	sql`list_filter(regexp_extract_all(text, ${rules.bareCardCandidate}, 1), lambda found: ${isCard(sql`found`)})`,
	(accumulated, found) => {
		const once = (text: Sql): Sql =>
			sql`regexp_replace(${text}, ${rules.bareBefore} || ${found} || ${rules.bareAfter}, '\\1null\\2', 'g')`;
		return once(once(accumulated));
	},
);

const writtenCards = reduceFound(
	sql`list_filter(regexp_extract_all(text, ${rules.cardCandidate}, 1), lambda found: ${isCard(sql`found`)})`,
	(accumulated, found) => sql`replace(${accumulated}, ${found}, ${rules.removed})`,
);

function emails(key: string): Sql {
	return reduceFound(
		sql`regexp_extract_all(text, ${rules.emailAddress})`,
		(accumulated, found) => sql`replace(${accumulated}, ${found}, ${pseudonymOf(found, key)})`,
	);
}

function phones(key: string): Sql {
	return reduceFound(
		sql`regexp_extract_all(text, ${rules.phoneByKey}, 1, 'i')`,
		(accumulated, found) =>
			sql`replace(${accumulated}, '"' || ${found} || '"', '"' || ${pseudonymOf(found, key)} || '"')`,
	);
}

/** Folds the text over what was found in it, the longest first. */
function reduceFound(found: Sql, replace: (accumulated: Sql, found: Sql) => Sql): Sql {
	const longestFirst = sql`list_transform(
		list_reverse_sort(list_transform(list_distinct(${found}), lambda one: {'size': length(one), 'found': one})),
		lambda sized: sized.found)`;
	return sql`list_reduce(list_prepend(text, ${longestFirst}), lambda rest, found: ${replace(sql`rest`, sql`found`)})`;
}

/** Luhn's check: every second digit from the right doubled, its digits added. */
function isCard(written: Sql): Sql {
	const digits = sql`reverse(replace(replace(${written}, ' ', ''), '-', ''))`;
	const digit = sql`cast(${digits}[place + 1] as integer)`;
	return sql`list_sum(list_transform(range(length(${digits})), lambda place:
		case when place % 2 = 0 then ${digit} when ${digit} > 4 then 2 * ${digit} - 9 else 2 * ${digit} end)) % 10 = 0`;
}

/** HMAC-SHA-256 written out (RFC 2104), because engines have the hash but not the keyed one. */
function pseudonymOf(written: Sql, key: string): Sql {
	const plain = sql`case when contains(${written}, '@') then lower(trim(${written}))
		else regexp_replace(${written}, '[^0-9+]', '', 'g') end`;
	const { inner, outer } = paddedKeys(key);
	return sql`('p-' || substr(sha256(unhex(${outer}) || unhex(sha256(unhex(${inner}) || encode(${plain})))), 1, 32))`;
}


function paddedKeys(key: string): { readonly inner: string; readonly outer: string } {
	const bytes = Buffer.from(key, 'utf8');
	const block = Buffer.alloc(64);
	(bytes.length > 64 ? createHash('sha256').update(bytes).digest() : bytes).copy(block);
	const pad = (byte: number): string => Buffer.from(block.map((one) => one ^ byte)).toString('hex');
	return { inner: pad(0x36), outer: pad(0x5c) };
}

function screenId(id: Sql, key: string | undefined): Sql {
	if (key === undefined) return id;
	return sql`case when ${isPersonalId(id)} then ${pseudonymOf(id, key)} else ${id} end`;
}

function isPersonalId(id: Sql): Sql {
	return sql`(regexp_full_match(${id}, ${rules.emailAddress}) or regexp_full_match(${id}, '[+][0-9][0-9 ()./-]{5,22}'))`;
}
