import { refreshRules, resolveAsOf, success, type AsOf, type RefreshedRule } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import type { Operation } from '../shared/operation';
import { rounded, toItem } from '../shared/toItems';

/** Works out anew who is in the segments of rules: for every night. */
export const refreshRulesOperation: Operation<AsOf, readonly RefreshedRule[]> = {
	name: 'refreshRules',
	label: 'Refresh Rules',
	action: 'Refresh segments made by rules',
	description: 'Work out anew who is in each segment made by a rule; run it every night',
	runs: 'once',
	fields: asOfFields,
	read: (context, item) => readAsOf(context, item),
	run: async (engine, [asOf]) => {
		const refreshed = await refreshRules(engine, await resolveAsOf(engine, asOf));
		for (const { name, stopped } of refreshed) {
			if (stopped !== undefined) engine.notify.hint(`"${name}" was not refreshed, its customers are those of before: ${stopped}`);
		}
		if (refreshed.length === 0) engine.notify.hint("No rule is in use: publish one with 'Define Rule'");
		return [success(refreshed)];
	},
	show: (refreshed) =>
		refreshed.map(({ name, share, ...rest }) => toItem({ segmentName: name, ...rest, share: rounded(share) })),
};
