import type { MigrationEnd } from './definition';

/** Whether it is one segment at both times; segments of one name are told apart by their places. */
export function isSame(one: MigrationEnd, other: MigrationEnd): boolean {
	return one.series === other.series && one.name === other.name;
}
