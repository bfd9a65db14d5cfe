import { millisecondsOf } from '../../../../lib/core/duration';
import type { CustomerEvent } from '../../../../lib/events/types';
import { matchCondition } from '../../../../lib/features/matchCondition';
import { toCondition } from '../../../../lib/segments/rules/toCondition';
import type { EventFilter, Gap, Sequence, Step } from '../../../../lib/segments/rules/types';

/**
 * Whether a sequence occurred, by trying every run of the first step with every run of the second, and so on: what the
 * words of a sequence say, without any thought of which run is best.
 */
export function occursByTrial({ steps, now, withinLast }: Sequence, events: readonly CustomerEvent[], asOf: number): boolean {
	const recent = events.filter(({ occurredAt }) => withinLast === undefined || occurredAt >= asOf - millisecondsOf(withinLast));
	const timesOf = (filter: EventFilter): number[] =>
		recent.filter(matchCondition(toCondition(filter))).map(({ occurredAt }) => occurredAt).sort((left, right) => left - right);
	const isAfter = (end: number, at: number, gap: Gap = {}): boolean =>
		at > end &&
		(gap.atLeast === undefined || at - end >= millisecondsOf(gap.atLeast)) &&
		(gap.atMost === undefined || at - end <= millisecondsOf(gap.atMost)) &&
		(gap.silent === undefined || timesOf(gap.silent).every((time) => time <= end || time >= at));
	const runs = ({ events: filter, times, within = '100 weeks' }: Step): { start: number; end: number }[] => {
		const all = timesOf(filter);
		return all
			.map((start, index) => ({ start, end: all[index + times - 1] }))
			.filter(({ start, end }) => end !== undefined && end - start <= millisecondsOf(within));
	};
	const goesOn = (place: number, end: number): boolean => {
		if (place === steps.length) return now === undefined || isAfter(end, asOf, now);
		return runs(steps[place]).some((run) => isAfter(end, run.start, steps[place].after) && goesOn(place + 1, run.end));
	};
	return runs(steps[0]).some((run) => goesOn(1, run.end));
}
