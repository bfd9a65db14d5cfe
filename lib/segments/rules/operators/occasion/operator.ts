import { daysOf } from '../../../../core/duration';
import type { EventFilter, Fact, Operator, RuleOf, Test } from '../../types';

export const operator: Operator<'occasion'> = {
	kind: 'occasion',
	label: 'The first or last time',
	parse: (fields) => {
		if (!fields.has('ago') && !fields.has('where')) {
			throw fields.refuse('ago', 'expected { "atLeast": "30 days" } or the like, or "where" with what holds for that event');
		}
		return {
			kind: 'occasion',
			which: fields.choice('which', ['first', 'last']),
			events: fields.events('events'),
			...(fields.has('ago') ? { ago: fields.object('ago', (ago) => ago.bounds()) } : {}),
			...(fields.has('where') ? { where: fields.where('where') } : {}),
		};
	},
	toTest: (rule) => ({ kind: 'all', of: [...agoTests(rule), ...holdTests(rule)] }),
	describe: ({ which, events, ago, where }, words) => {
		const parts = [
			...(ago?.atLeast === undefined ? [] : [`at least ${ago.atLeast} ago`]),
			...(ago?.atMost === undefined ? [] : [`at most ${ago.atMost} ago`]),
			...(where === undefined ? [] : [`with ${words.where(where)}`]),
		];
		return `did ${words.events(events)} for the ${which} time ${parts.join(' and ')}`;
	},
};

function agoTests({ which, events, ago }: RuleOf<'occasion'>): Test[] {
	const fact = daysSince(which, events);
	return [
		...(ago?.atLeast === undefined ? [] : [{ kind: 'compare', fact, is: 'atLeast', value: daysOf(ago.atLeast) } as const]),
		...(ago?.atMost === undefined ? [] : [{ kind: 'compare', fact, is: 'atMost', value: daysOf(ago.atMost) } as const]),
	];
}

/** It holds for that event when the first, or last, of those for which it holds is as long ago as that of all. */
function holdTests({ which, events, where }: RuleOf<'occasion'>): Test[] {
	if (where === undefined) return [];
	const all = daysSince(which, events);
	const held = daysSince(which, { ...events, where: [...(events.where ?? []), ...where] });
	return [{ kind: 'same', facts: [all, held] }];
}

function daysSince(which: 'first' | 'last', events: EventFilter): Fact {
	return { kind: which === 'first' ? 'daysSinceFirst' : 'daysSinceLast', events };
}
