import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInput } from '../../lib';
import { combinatorOf, readFilter, toEventTest, toFeatureRule } from './readFilter';

type Entry = { readonly written: IDataObject; readonly resolved: IDataObject };

/** The rule of the node's fields as JSON; the engine checks it. InvalidInput when there is none. */
export function readRule(context: IExecuteFunctions, item: number): unknown {
	if (textOf(context.getNodeParameter('describedAs', item, 'fields')) === 'json') return context.getNodeParameter('ruleJson', item);
	const parts = [
		...featureRules(context, item),
		...entriesOf(context, 'eventConditions', { item, key: 'condition' }).map(eventRule),
		...sequenceRules(context, item),
		...entriesOf(context, 'segmentConditions', { item, key: 'condition' }).map(segmentRule),
	];
	if (parts.length === 0) throw new InvalidInput('the rule has no condition: add one, such as an Event Condition');
	return parts.length === 1 ? parts[0] : { kind: textOf(context.getNodeParameter('combine', item, 'and')), of: parts };
}

function featureRules(context: IExecuteFunctions, item: number): readonly IDataObject[] {
	const resolved = context.getNodeParameter('featureConditions', item, {});
	const written = context.getNodeParameter('featureConditions', item, {}, { rawExpressions: true });
	const rules = readFilter('Feature and Score Conditions', written, resolved).map(toFeatureRule);
	return rules.length < 2 ? rules : [{ kind: combinatorOf(resolved), of: rules }];
}

function eventRule({ written, resolved }: Entry, index: number): IDataObject {
	const label = `Event Conditions ${index + 1}`;
	const events = eventsOf(label, { written, resolved });
	const happened = textOf(resolved.happened ?? 'atLeast');
	const withinLast = optional('withinLast', resolved.withinLast);
	switch (happened) {
		case 'silence':
			return { kind: 'silence', ...events, for: textOf(resolved.since) };
		case 'firstLately':
			return { kind: 'occasion', which: 'first', ...events, ago: { atMost: textOf(resolved.since) } };
		case 'sum':
			return { kind: 'sum', amount: 'revenue', ...events, is: 'atLeast', value: Number(resolved.total ?? 100), ...withinLast };
		default:
			return { kind: 'count', ...events, is: happened, value: Number(resolved.times ?? 1), ...withinLast };
	}
}

function sequenceRules(context: IExecuteFunctions, item: number): readonly IDataObject[] {
	const steps = entriesOf(context, 'steps', { item, key: 'step' });
	const silentFor = textOf(context.getNodeParameter('silentFor', item, ''));
	if (steps.length === 0) {
		if (silentFor === '') return [];
		throw new InvalidInput("'Then Silent For' is filled in without a step: add one to 'One After the Other', or use an Event Condition");
	}
	return [{
		kind: 'sequence',
		steps: steps.map(stepOf),
		...(silentFor === '' ? {} : { now: { atLeast: silentFor, silent: true } }),
		...optional('withinLast', context.getNodeParameter('stepsWithinLast', item, '')),
	}];
}

function stepOf({ written, resolved }: Entry, index: number): IDataObject {
	const times = Number(resolved.times ?? 1);
	const after = {
		...optional('atLeast', resolved.atLeast),
		...optional('atMost', resolved.atMost),
		...(resolved.silent === true ? { silent: true } : {}),
	};
	return {
		...eventsOf(`One After the Other ${index + 1}`, { written, resolved }),
		...(times === 1 ? {} : { times }),
		...optional('within', resolved.within),
		...(Object.keys(after).length === 0 ? {} : { after }),
	};
}

function segmentRule({ resolved }: Entry, index: number): IDataObject {
	const segment = locatorOf(resolved.segment).value;
	if (segment === '') throw new InvalidInput(`Segment Conditions ${index + 1} has no segment: choose one`);
	const member = { kind: 'member', segment };
	return textOf(resolved.is) === 'notIn' ? { kind: 'not', of: member } : member;
}

/** Which events, by name and by what holds for them. */
function eventsOf(label: string, { written, resolved }: Entry): IDataObject {
	const { mode, value } = locatorOf(resolved.event);
	if (mode !== 'any' && value === '') throw new InvalidInput(`${label} has no event: choose one, or Any Event`);
	const where = readFilter(label, written.where, resolved.where).map(toEventTest);
	if (where.length === 0) return mode === 'any' ? {} : { events: value };
	return { events: { ...(mode === 'any' ? {} : { names: value }), where } };
}

function entriesOf(
	context: IExecuteFunctions,
	name: string,
	{ item, key }: { readonly item: number; readonly key: string },
): readonly Entry[] {
	const resolved = context.getNodeParameter(name, item, {}) as Readonly<Record<string, readonly IDataObject[]>>;
	const written = context.getNodeParameter(name, item, {}, { rawExpressions: true }) as typeof resolved;
	// A collection that is an expression as a whole is only known resolved.
	return (resolved[key] ?? []).map((one, index) => ({ resolved: one, written: written[key]?.[index] ?? one }));
}

function locatorOf(value: unknown): { readonly mode: string; readonly value: string } {
	const { mode, value: chosen } = typeof value === 'object' && value !== null ? (value as IDataObject) : { mode: 'name', value };
	return { mode: textOf(mode), value: textOf(chosen) };
}

function optional(name: string, value: unknown): IDataObject {
	const text = textOf(value);
	return text === '' ? {} : { [name]: text };
}

function textOf(value: unknown): string {
	return String(value ?? '').trim();
}
