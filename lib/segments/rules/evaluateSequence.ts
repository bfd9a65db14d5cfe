import { millisecondsOf } from '../../core/duration';
import { openNumbering } from '../../features/numbering';
import { matchCondition } from '../../features/matchCondition';
import type { CustomerEvent } from '../../events/types';
import { toCondition } from './toCondition';
import type { EventFilter, Gap, Sequence, Step } from './types';

/** Instants of the events of each filter of one customer, upwards. */
type TimesOf = (filter: EventFilter) => readonly number[];

/** Whether a sequence occurred in one customer's events, all known before `asOf`, each once, in any order. */
export type SequenceReader = (events: readonly CustomerEvent[], asOf: number) => boolean;

/**
 * The live reading of a sequence; its twin is `compileSequence`. Of all ends of a step, the latest before the next one is
 * the only one that matters: it leaves the shortest time, in which the least can have happened.
 */
export function openSequenceReader(sequence: Sequence): SequenceReader {
	const filters = openNumbering<EventFilter>();
	for (const filter of filtersOf(sequence)) filters.indexOf(filter);
	const tests = filters.values.map((filter) => matchCondition(toCondition(filter)));
	return (events, asOf) => {
		const from = sequence.withinLast === undefined ? -Infinity : asOf - millisecondsOf(sequence.withinLast);
		const recent = events.filter((event) => event.occurredAt >= from);
		const times = tests.map((test) =>
			recent.filter(test).map((event) => event.occurredAt).sort((left, right) => left - right),
		);
		return occurs(sequence, (filter) => times[filters.indexOf(filter)], asOf);
	};
}

/** Every filter a sequence looks at. */
export function filtersOf({ steps, now }: Sequence): readonly EventFilter[] {
	const silences = [...steps.map(({ after }) => after), now].flatMap((gap) => gap?.silent ?? []);
	return [...steps.map(({ events }) => events), ...silences];
}

function occurs({ steps, now }: Sequence, timesOf: TimesOf, asOf: number): boolean {
	const [first, ...others] = steps;
	let ends = runsOf(first, timesOf).map(({ end }) => end);
	for (const step of others) {
		const reached = ends;
		ends = runsOf(step, timesOf)
			.filter(({ start }) => follows({ ends: reached, gap: step.after, at: start }, timesOf))
			.map(({ end }) => end);
	}
	if (now === undefined) return ends.length > 0;
	return follows({ ends, gap: now, at: asOf }, timesOf);
}

/** So many events in a row that take no longer than they may; ends go upwards. */
function runsOf({ events, times, within }: Step, timesOf: TimesOf): readonly { readonly start: number; readonly end: number }[] {
	const instants = timesOf(events);
	const longest = within === undefined ? 0 : millisecondsOf(within);
	return instants
		.slice(times - 1)
		.map((end, index) => ({ start: instants[index], end }))
		.filter(({ start, end }) => end - start <= longest);
}

/** Whether something at an instant comes after one of the ends, as far behind it and as silently as the gap says. */
function follows(
	{ ends, gap = {}, at }: { readonly ends: readonly number[]; readonly gap?: Gap; readonly at: number },
	timesOf: TimesOf,
): boolean {
	const end = ends.findLast((one) => at - one >= leastOf(gap));
	if (end === undefined) return false;
	if (gap.atMost !== undefined && at - end > millisecondsOf(gap.atMost)) return false;
	return gap.silent === undefined || !timesOf(gap.silent).some((one) => one > end && one < at);
}

/** What comes after is later: at least a millisecond. */
export function leastOf(gap: Gap): number {
	return gap.atLeast === undefined ? 1 : Math.max(1, millisecondsOf(gap.atLeast));
}
