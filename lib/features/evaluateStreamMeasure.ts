import { DAY_MILLISECONDS } from '../core/clock';
import { assertNever } from '../core/invariant';
import type { CustomerEvent } from '../events/types';
import { HOUR_MILLISECONDS, MINUTE_MILLISECONDS, dayOf, hourOf, windowBounds } from './calendar';
import { groupOf, within } from './evaluateMeasure';
import type { GroupSource, StreamMeasure } from './types';

type Of<Kind extends StreamMeasure['kind']> = StreamMeasure & { readonly kind: Kind };

/** Events of one customer, all known before asOf, each once, in any order. */
export interface StreamEvents {
	/** Those of the measure's condition. */
	readonly events: readonly CustomerEvent[];
	/** Those of its `until`. */
	readonly closing: readonly CustomerEvent[];
}

type Reading<Kind extends StreamMeasure['kind']> = (
	measure: Of<Kind>,
	stream: StreamEvents,
	asOf: number,
) => number | null;

const readings: { readonly [Kind in StreamMeasure['kind']]: Reading<Kind> } = {
	sessions: evaluateSessions,
	sessionMinutes: evaluateSessions,
	firstSession: evaluateFirstSession,
	dayGap: evaluateDayGap,
	topShare: evaluateTop,
	topHour: evaluateTop,
	newValues: evaluateValues,
	droppedValues: evaluateValues,
	untilClosed: evaluateUntilClosed,
};

/** One number from events beside each other; null where there is nothing to say. Its twin is `compileStream`. */
export function evaluateStreamMeasure(measure: StreamMeasure, stream: StreamEvents, asOf: number): number | null {
	return (readings[measure.kind] as Reading<StreamMeasure['kind']>)(measure, stream, asOf);
}

interface Span {
	readonly from: number;
	readonly to: number;
	readonly events: number;
}

/** A session ends where the next event comes more than the gap later. */
function sessionsOf(events: readonly CustomerEvent[], gapMinutes: number): readonly Span[] {
	const spans: Span[] = [];
	for (const at of events.map((event) => event.occurredAt).sort((left, right) => left - right)) {
		const last = spans.at(-1);
		if (last === undefined || at - last.to > gapMinutes * MINUTE_MILLISECONDS) {
			spans.push({ from: at, to: at, events: 1 });
		} else {
			spans[spans.length - 1] = { from: last.from, to: at, events: last.events + 1 };
		}
	}
	return spans;
}

function evaluateSessions(
	{ kind, gapMinutes, window }: Of<'sessions' | 'sessionMinutes'>,
	{ events }: StreamEvents,
	asOf: number,
): number | null {
	const isIn = within(window, asOf);
	const started = sessionsOf(events, gapMinutes).filter(({ from }) => isIn(from));
	if (kind === 'sessions') return started.length;
	if (started.length === 0) return null;
	return sum(started.map(({ from, to }) => to - from)) / started.length / MINUTE_MILLISECONDS;
}

function evaluateFirstSession(
	{ of, gapMinutes }: Of<'firstSession'>,
	{ events }: StreamEvents,
): number | null {
	const [first] = sessionsOf(events, gapMinutes);
	if (first === undefined) return null;
	return of === 'events' ? first.events : (first.to - first.from) / MINUTE_MILLISECONDS;
}

function evaluateDayGap(
	{ statistic, window }: Of<'dayGap'>,
	{ events }: StreamEvents,
	asOf: number,
): number | null {
	const isIn = within(window, asOf);
	const dated = events.filter((event) => isIn(event.occurredAt));
	const days = [...new Set(dated.map((event) => dayOf.of(event.occurredAt)))].sort((left, right) => left - right);
	const gaps = days.slice(1).map((day, index) => (day - days[index]) / DAY_MILLISECONDS);
	const count = gaps.length;
	if (count === 0) return null;
	switch (statistic) {
		case 'mean':
			return sum(gaps) / count;
		case 'longest':
			return gaps.reduce((most, gap) => Math.max(most, gap));
		case 'deviation': {
			if (count === 1) return null;
			// Whole days: both terms are exact, so that equal gaps deviate by exactly nothing.
			const total = sum(gaps);
			return Math.sqrt((count * sum(gaps.map((gap) => gap * gap)) - total * total) / (count * (count - 1)));
		}
		default:
			return assertNever(statistic, 'statistic of gaps');
	}
}

function evaluateTop(
	measure: Of<'topShare' | 'topHour'>,
	{ events }: StreamEvents,
	asOf: number,
): number | null {
	const isIn = within(measure.window, asOf);
	const inWindow = events.filter((event) => isIn(event.occurredAt));
	if (measure.kind === 'topShare') return topShare(groupTimes(measure.of, inWindow));
	const hours = inWindow.map((event) => hourOf.of(event.occurredAt) / HOUR_MILLISECONDS);
	if (hours.length < measure.eventsMin) return null;
	const counts = Array.from({ length: 24 }, (_, hour) => hours.filter((one) => one === hour).length);
	return counts.indexOf(Math.max(...counts));
}

function topShare(groups: ReadonlyMap<string | number, readonly number[]>): number | null {
	const counts = [...groups.values()].map((times) => times.length);
	return counts.length === 0 ? null : counts.reduce((most, count) => Math.max(most, count)) / sum(counts);
}

/** Instants of the events of each group. */
function groupTimes(
	source: GroupSource,
	events: readonly CustomerEvent[],
): ReadonlyMap<string | number, readonly number[]> {
	const read = groupOf(source);
	const groups = new Map<string | number, number[]>();
	for (const event of events) {
		const group = read(event);
		if (group === null) continue;
		const times = groups.get(group);
		if (times === undefined) groups.set(group, [event.occurredAt]);
		else times.push(event.occurredAt);
	}
	return groups;
}

function evaluateValues(
	{ kind, of, days }: Of<'newValues' | 'droppedValues'>,
	{ events }: StreamEvents,
	asOf: number,
): number {
	const { from } = windowBounds({ fromDays: days, toDays: 0 }, asOf);
	const groups = [...groupTimes(of, events).values()];
	return groups.filter((times) =>
		kind === 'newValues' ? times.every((at) => at >= from) : times.every((at) => at < from),
	).length;
}

function evaluateUntilClosed(
	{ by, statistic, window }: Of<'untilClosed'>,
	{ events, closing }: StreamEvents,
	asOf: number,
): number | null {
	const isIn = within(window, asOf);
	const closings = groupTimes(by, closing);
	const opened = [...groupTimes(by, events)]
		.map(([group, times]) => ({ from: Math.min(...times), to: Math.max(-Infinity, ...(closings.get(group) ?? [])) }))
		.filter(({ from }) => isIn(from));
	const closed = opened.filter(({ from, to }) => to >= from);
	if (statistic === 'openShare') {
		return opened.length === 0 ? null : (opened.length - closed.length) / opened.length;
	}
	if (closed.length === 0) return null;
	return sum(closed.map(({ from, to }) => to - from)) / closed.length / DAY_MILLISECONDS;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
