import { expect, test } from 'vitest';
import { classifyNames } from '../../../lib/features/classifyNames';

test('names of the same lists are one group, and a list is the union of its groups', () => {
	const lists = [['a', 'b'], ['a', 'b', 'c'], [], ['d', 'd', 'b']];
	const { members, rangesOf } = classifyNames(lists);
	expect(members.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
	for (const list of lists) {
		const chosen = members.filter(({ group }) => rangesOf(list).some(([from, to]) => from <= group && group <= to)).map(({ name }) => name);
		expect(chosen.sort()).toEqual([...new Set(list)].sort());
	}
});

test('a few groups stand for many names, and none of them is the group of other names', () => {
	const many = Array.from({ length: 500 }, (_, index) => `name ${index}`);
	const { members, rangesOf } = classifyNames([many, [...many, 'one more']]);
	expect(rangesOf(many)).toEqual([[1, 1]]);
	expect(members.every(({ group }) => group > 0)).toBe(true);
});
