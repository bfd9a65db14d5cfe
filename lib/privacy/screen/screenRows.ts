import { createHash } from 'node:crypto';
import { identifier, joinSql, numberLiteral, sql, type Sql } from '../../sql/sql';
import { byKeptNames } from './keptNames';
import * as rules from './textRules';
import { PROPERTY_BYTES_MAX, type DroppedKind, type ScreenPolicy } from './types';

/**
 * The SQL reading of `screenEvent`, for files: a relation with the columns of `events` and others becomes the same rows with
 * values changed, and a column `took_<kind>` for each kind that says whether the row lost anything of it. DuckDB's
 * functions, because only its store reads files. Rows where `keepsAll` holds lose no property for not being listed.
 */
export function screenRows(policy: ScreenPolicy, rows: Sql, keepsAll = sql`false`): Sql {
	const steps = stepsOf(policy);
	const screened = steps.reduce(takeKind, suspectRows(steps, keepRows(policy.keep, rows, keepsAll)));
	const helpers = ['kept', 'text', 'suspect', ...steps.map(({ kind }) => `suspect_${kind}`)].map((name) => identifier(name));
	const ids = ['customer_id', 'anonymous_id'].map((name) => ({ id: sql`${identifier(name)}`, name }));
	const hidden = ids.map(({ id }) => sql`${id} is distinct from ${screenId(id, policy.pseudonymKey)}`);
	const replaced = [
		sql`case when not suspect and not ${took('oversized')} then kept when text = kept::varchar then kept when json_valid(text) then text::json else '{}'::json end as properties`,
		sql`took_personal or ${joinSql(hidden, ' or ')} as took_personal`,
		...ids.map(({ id, name }) => sql`${screenId(id, policy.pseudonymKey)} as ${identifier(name)}`),
	];
	return sql`(select * exclude (${joinSql(helpers)}) replace (${joinSql(replaced)}) from ${screened} screened)`;
}

/** How many of the screened rows lost something of a kind: one row with a column for each kind. */
export function countScreened(rows: Sql): Sql {
	const kinds: readonly DroppedKind[] = ['properties', 'oversized', 'secrets', 'cardNumbers', 'personal', 'ipAddresses'];
	const counts = kinds.map((kind) => sql`count(*) filter (where ${took(kind)}) as ${identifier(kind)}`);
	return sql`select ${joinSql(counts)} from ${rows} rows`;
}

function took(kind: DroppedKind): Sql {
	return sql`${identifier(`took_${kind}`)}`;
}

/** The rows with `kept`, the listed properties, and `text`, their JSON as far as it can be searched. */
function keepRows(keep: ScreenPolicy['keep'], rows: Sql, keepsAll: Sql): Sql {
	const [kept, isPicked] =
		keep === 'all'
			? [sql`properties`, sql`false`]
			: [sql`case when ${keepsAll} then properties else ${byKeptNames(keep, pick)} end`, sql`coalesce(len(json_keys(properties)) > len(json_keys(kept)), false)`];
	const isOversized = sql`coalesce(strlen(kept::varchar) > ${PROPERTY_BYTES_MAX}, false)`;
	return sql`(
		select *, case when ${took('oversized')} then '{}' else kept::varchar end as text from (
			select *, ${isPicked} as ${took('properties')}, ${isOversized} as ${took('oversized')}
			from (select *, ${kept} as kept from ${rows} unscreened) picked
		) measured
	)`;
}

function pick(names: readonly string[]): Sql {
	if (names.length === 0) return sql`'{}'::json`;
	const entries = names.map((name) => {
		const value = sql`json_extract(properties, ${`$."${name.replaceAll('"', '\\"')}"`})::varchar`;
		return sql`${`${JSON.stringify(name)}:`} || nullif(${value}, 'null')`;
	});
	return sql`('{' || concat_ws(',', ${joinSql(entries)}) || '}')::json`;
}

/** What is taken of one kind. */
interface KindSteps {
	readonly kind: DroppedKind;
	/** Something that every text with a match of the steps holds, in any case of letters: a cheap look spares most rows the rest. */
	readonly suspicious: string;
	/** One after the other, over a column `text`. */
	readonly steps: readonly Sql[];
}

/** The steps of `screenText`, in their order. */
function stepsOf({ pseudonymKey, shortenIp }: ScreenPolicy): readonly KindSteps[] {
	return [
		{
			kind: 'secrets',
			suspicious:
				'pass(?:w|ph|c)|secret|key|token|authorization|cvv|cvc|ssn|iban|pwd|card.?number|eyj|bearer |sk-|[sr]k_|whsec|akia|aiza|gh[pousr]_|github_|glpat|shp|xox|-----begin',
			steps: secrets,
		},
		{ kind: 'cardNumbers', suspicious: '[2-6][0-9](?:[ -]?[0-9]){12}', steps: cards },
		{
			kind: 'personal',
			suspicious: '@|phone|mobile|msisdn|whatsapp|"[+][0-9]',
			steps: pseudonymKey === undefined ? [] : personal(pseudonymKey),
		},
		{
			kind: 'ipAddresses',
			suspicious: '[0-9][.][0-9]+[.][0-9]+[.]|[0-9a-f]:[0-9a-f]{1,4}:|[0-9a-f]::',
			steps: shortenIp ? addresses : [],
		},
	];
}

/** One look for all kinds together costs what one for a single kind does, and clears nearly every row. */
function suspectRows(steps: readonly KindSteps[], rows: Sql): Sql {
	const taken = steps.filter(({ steps: own }) => own.length > 0);
	const any = sql`(select *, ${matches(taken.map(({ suspicious }) => suspicious).join('|'))} as suspect from ${rows} kept)`;
	const suspects = steps.map(({ kind, suspicious, steps: own }) => {
		const isSuspect = own.length === 0 ? sql`false` : sql`case when suspect then ${matches(suspicious)} else false end`;
		return sql`${isSuspect} as ${identifier(`suspect_${kind}`)}`;
	});
	return sql`(select *, ${joinSql(suspects)} from ${any} kept)`;
}

function matches(pattern: string): Sql {
	return sql`coalesce(regexp_matches(text, ${`(?i)${pattern}`}), false)`;
}

/** One select inside the other: each step sees `text` as the one before left it. */
function takeKind(rows: Sql, { kind, steps }: KindSteps): Sql {
	const suspect = identifier(`suspect_${kind}`);
	const taken = steps.reduce(
		(inner, step) => sql`(select * replace (case when ${suspect} then ${step} else text end as text) from ${inner} step)`,
		sql`(select *, text as before from ${rows} step)`,
	);
	return sql`(select * exclude (before), case when ${suspect} then coalesce(before <> text, false) else false end as ${took(kind)} from ${taken} taken)`;
}

const secrets: readonly Sql[] = [
	sql`regexp_replace(text, ${rules.secretByKey}, ${`"\\1":"${rules.removed}"`}, 'gi')`,
	sql`regexp_replace(text, ${rules.secretInJson}, ${`\\\\"\\1\\\\":\\\\"${rules.removed}\\\\"`}, 'gi')`,
	sql`regexp_replace(text, ${rules.secretInAddress}, ${`\\1${rules.removed}`}, 'gi')`,
	sql`regexp_replace(text, ${rules.secretByShape}, ${rules.removed}, 'g')`,
];

const bareCards = replaceEach(rules.bareCardCandidate, (part, found) =>
	sql`case when ${isCard(part(2))} then ${part(1)} || 'null' || ${part(3)} else ${found} end`);
const writtenCards = (pattern: string): Sql =>
	replaceEach(pattern, (part, found) =>
		sql`case when ${isCard(part(2))} then ${part(1)} || ${rules.removed} else ${found} end`);

/** Bare numbers twice, because neighbours in a list share the sign between them. */
const cards: readonly Sql[] = [bareCards, bareCards, writtenCards(rules.cardAsPrinted), writtenCards(rules.cardCandidate)];

function personal(key: string): Sql[] {
	const phones = (pattern: string): Sql =>
		replaceEach(pattern, (part) => sql`${part(1)} || ${pseudonymOf(part(2), key)} || ${part(3)}`);
	return [
		replaceEach(rules.emailAddress, (_part, found) => pseudonymOf(found, key)),
		phones(`(?i)${rules.phoneByKey}`),
		phones(rules.phoneByShape),
	];
}

const addresses: readonly Sql[] = rules.addresses.map(
	({ pattern, left }) => sql`regexp_replace(text, ${pattern}, ${left.replaceAll('$', '\\')}, 'g')`,
);

/** Every match in its place, as JavaScript's `replace` with a function: what is between them, and what becomes of each. */
function replaceEach(pattern: string, replaced: (part: (group: number) => Sql, found: Sql) => Sql): Sql {
	const found = sql`pair[2]`;
	const part = (group: number): Sql => sql`regexp_extract(${found}, ${pattern}, ${numberLiteral(group)}::integer)`;
	return sql`array_to_string(list_transform(
		list_zip(regexp_split_to_array(text, ${pattern}), regexp_extract_all(text, ${pattern})),
		lambda pair: pair[1] || coalesce(${replaced(part, found)}, '')), '')`;
}

/** Digits that an issuer gives out and that pass Luhn's check: every second one from the right doubled, its digits added. */
function isCard(written: Sql): Sql {
	const digits = sql`replace(replace(${written}, ' ', ''), '-', '')`;
	const reversed = sql`reverse(${digits})`;
	const digit = sql`cast(${reversed}[place + 1] as integer)`;
	return sql`(regexp_full_match(${digits}, ${rules.issued}) or regexp_full_match(${written}, ${rules.issuedInGroups}))
		and list_sum(list_transform(range(length(${reversed})), lambda place:
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
