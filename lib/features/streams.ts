import type { EventCondition, GroupSource, Measure, StreamMeasure, Window } from './types';

/** Events in an order or in groups, as several measures read them; equal streams are read once. */
export type EventStream =
	| { readonly kind: 'sessions'; readonly where: EventCondition; readonly gapMinutes: number }
	/** Apart from the other sessions, which need not look back to the very first. */
	| { readonly kind: 'firstSession'; readonly where: EventCondition; readonly gapMinutes: number }
	| { readonly kind: 'days'; readonly where: EventCondition; readonly window?: Window }
	| { readonly kind: 'groups'; readonly where: EventCondition; readonly of: GroupSource }
	| { readonly kind: 'openings'; readonly by: GroupSource };

type StreamReading<Kind extends StreamMeasure['kind']> = (
	measure: StreamMeasure & { readonly kind: Kind },
) => EventStream;

const streams: { readonly [Kind in StreamMeasure['kind']]: StreamReading<Kind> } = {
	sessions: sessionsOf,
	sessionMinutes: sessionsOf,
	firstSession: ({ where, gapMinutes }) => ({ kind: 'firstSession', where, gapMinutes }),
	dayGap: ({ where, window }) => ({ kind: 'days', where, window }),
	topShare: ({ where, of }) => ({ kind: 'groups', where, of }),
	topHour: ({ where }) => ({ kind: 'groups', where, of: 'hour' }),
	newValues: ({ where, of }) => ({ kind: 'groups', where, of }),
	droppedValues: ({ where, of }) => ({ kind: 'groups', where, of }),
	untilClosed: ({ by }) => ({ kind: 'openings', by }),
};

function sessionsOf({ where, gapMinutes }: { readonly where: EventCondition; readonly gapMinutes: number }): EventStream {
	return { kind: 'sessions', where, gapMinutes };
}

export function isStreamMeasure(measure: Measure): measure is StreamMeasure {
	return Object.hasOwn(streams, measure.kind);
}

/** The stream a measure is read from; undefined when it needs no event beside each. */
export function streamOf(measure: Measure): EventStream | undefined {
	if (!isStreamMeasure(measure)) return undefined;
	return (streams[measure.kind] as (one: StreamMeasure) => EventStream)(measure);
}
