/** Milliseconds since 1970 UTC. The only way time enters `lib/`; a run given the same clock replays. */
export interface Clock {
	now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

export const DAY_MILLISECONDS = 86_400_000;

/** 2025-03-01T12:00:00.000Z for an instant in milliseconds. */
export function toIso(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}
