/**
 * Texts that trackers send in place of an id when nobody is signed in or a variable was empty, in lower case. They belong
 * to everybody, so they link nobody: one alias of "undefined" would make all customers one person.
 */
export const nobodyIds: readonly string[] = [
	'', '0', '[object object]', 'anonymous', 'distinct_id', 'distinctid', 'email', 'false', 'guest', 'id', 'nan', 'nil',
	'none', 'not_authenticated', 'null', 'true', 'undefined', 'unknown', '00000000-0000-0000-0000-000000000000',
];
