import type { Gap, Operator, RuleFields, RuleWords, Sequence, Step } from '../../types';

const STEPS_MAX = 8;
const TIMES_MAX = 100;

export const operator: Operator<'sequence'> = {
	kind: 'sequence',
	label: 'One thing after the other',
	parse: (fields) => {
		const steps = fields.list('steps', parseStep);
		if (steps.length > STEPS_MAX) throw fields.refuse('steps', `expected at most ${STEPS_MAX} steps`);
		return {
			kind: 'sequence',
			steps,
			...(fields.has('now') ? { now: fields.object('now', parseGap) } : {}),
			...(fields.has('withinLast') ? { withinLast: fields.duration('withinLast') } : {}),
		};
	},
	toTest: ({ kind: _kind, ...sequence }) => ({ kind: 'compare', fact: { kind: 'sequence', sequence }, is: 'equals', value: 1 }),
	describe: (sequence, words) => describeSequence(sequence, words),
};

function parseStep(fields: RuleFields, place: number): Step {
	if (place === 0 && fields.has('after')) throw fields.refuse('after', 'there is no step before the first, so leave it out');
	return {
		events: fields.events('events'),
		...parseTimes(fields),
		...(fields.has('after') ? { after: fields.object('after', parseGap) } : {}),
	};
}

function parseTimes(fields: RuleFields): Pick<Step, 'times' | 'within'> {
	const times = fields.has('times') ? fields.whole('times', { low: 1, high: TIMES_MAX }) : 1;
	if (times === 1) {
		if (!fields.has('within')) return { times };
		throw fields.refuse('within', 'it happens once, so leave "within" out, or say how often with "times"');
	}
	if (fields.has('within')) return { times, within: fields.duration('within') };
	throw fields.refuse('within', 'expected the time in which it happens so often, such as "5 minutes"');
}

function parseGap(fields: RuleFields): Gap {
	const silent = fields.raw('silent') === true ? {} : fields.has('silent') ? fields.events('silent') : undefined;
	const isBounded = fields.has('atLeast') || fields.has('atMost');
	return {
		...(silent !== undefined && !isBounded ? {} : fields.bounds()),
		...(silent === undefined ? {} : { silent }),
	};
}

function describeSequence({ steps, now, withinLast }: Sequence, words: RuleWords): string {
	const [first, ...others] = steps;
	const parts = [
		`did ${describeStep(first, words)}`,
		...others.map((step) => `then ${describeStep(step, words)}${describeGap(step.after, { words, end: 'later', between: 'in between' })}`),
		...(now === undefined ? [] : [`then${describeGap(now, { words, end: 'ago', between: 'since' })}`]),
	];
	return `${parts.join(', ')}${withinLast === undefined ? '' : `, all of it in the last ${withinLast}`}`;
}

function describeStep({ events, times, within }: Step, words: RuleWords): string {
	return times === 1 ? words.events(events) : `${words.events(events)} ${times} times within ${within}`;
}

function describeGap(
	gap: Gap | undefined,
	{ words, end, between }: { readonly words: RuleWords; readonly end: string; readonly between: string },
): string {
	if (gap === undefined) return '';
	const bounds = [
		...(gap.atLeast === undefined ? [] : [`at least ${gap.atLeast} ${end}`]),
		...(gap.atMost === undefined ? [] : [`at most ${gap.atMost} ${end}`]),
	].join(' and ');
	const silent = gap.silent === undefined ? '' : `without ${words.events(gap.silent)} ${between}`;
	return ` ${[bounds, silent].filter((part) => part !== '').join(' ')}`;
}
