import type { INodeExecutionData } from 'n8n-workflow';
import { countChanges, toIso, type MembershipChange } from '../../lib';
import type { Output } from './readSettings';

/** One item a change, or one item with how many entered and left each segment. */
export function showChanges(changes: readonly MembershipChange[], output: Output): INodeExecutionData[] {
	if (output === 'customers') {
		return changes.map(({ changedAt, at, ...change }) => ({
			json: { ...change, at: toIso(at), changedAt: toIso(changedAt) },
		}));
	}
	const count = (kind: MembershipChange['change']): number => changes.filter(({ change }) => change === kind).length;
	const segments = countChanges(changes).map((segment) => ({ ...segment }));
	return [
		{
			json: {
				entered: count('entered'),
				left: count('left'),
				segments,
				changedAt: toIso(changes[changes.length - 1].changedAt),
			},
		},
	];
}
