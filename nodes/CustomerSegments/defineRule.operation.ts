import { defineRule, resolveAsOf, retireRule, success, type AsOf, type DefinedRule, type RuleSegment } from '../../lib';
import { asOfFields, readAsOf } from '../shared/fields/asOfField';
import type { Operation } from '../shared/operation';
import { optionsOf, readNumber, readRequiredText } from '../shared/readParameters';
import { rounded, toItem } from '../shared/toItems';
import { readRule } from './readRule';
import { ruleFields } from './ruleFields';

interface Request {
	readonly name: string;
	readonly whenRun: 'preview' | 'publish' | 'switchOff';
	readonly rule: unknown;
	readonly floor: number;
	readonly insists: boolean;
	readonly asOf: AsOf;
}

/** Says who belongs to a segment; shows who that would be before anybody is in it. */
export const defineRuleOperation: Operation<Request, DefinedRule | RuleSegment> = {
	name: 'defineRule',
	label: 'Define Rule',
	action: 'Define a segment by a rule',
	description: 'Say by conditions who belongs to a segment: preview who that is, then publish it',
	runs: 'once',
	fields: [...ruleFields, ...asOfFields],
	read: (context, item) => {
		const whenRun = context.getNodeParameter('whenRun', item, 'preview') as Request['whenRun'];
		const isOff = whenRun === 'switchOff';
		const floor = { name: 'ruleOptions.floor', label: 'Smallest Segment', low: 1, high: 1e9, fallback: 100 };
		return {
			name: readRequiredText(context, { name: 'ruleName', label: 'Name' }, item),
			whenRun,
			rule: isOff ? undefined : readRule(context, item),
			floor: isOff ? 100 : readNumber(context, floor, item),
			insists: optionsOf(context, 'ruleOptions', item)<boolean>('insists', false),
			asOf: readAsOf(context, item),
		};
	},
	run: async (engine, [request]) => {
		const asOf = await resolveAsOf(engine, request.asOf);
		if (request.whenRun === 'switchOff') return [success(await retireRule(engine, request.name, asOf))];
		const defined = await defineRule(engine, { ...request, asOf, publish: request.whenRun === 'publish' });
		if (defined.withheld !== undefined) engine.notify.hint(`"${defined.name}" is withheld: ${defined.withheld}`);
		if (!defined.published) engine.notify.hint("Nothing was changed: choose 'Publish' in 'When Run' to take the rule into use");
		return [success(defined)];
	},
	show: (result) => {
		if (!('sentence' in result)) {
			return [toItem({ segment: result.segment, segmentName: result.name, version: result.version, switchedOff: true })];
		}
		const { name, share, ...rest } = result;
		return [toItem({ segmentName: name, ...rest, share: rounded(share) })];
	},
};
