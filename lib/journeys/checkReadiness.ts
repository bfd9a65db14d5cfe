import { toIso } from '../core/clock';
import type { Engine } from '../engine';
import { assessReadiness, type Readiness } from '../events/readiness';
import { resolveAsOf, type AsOf } from '../events/resolveAsOf';
import { readDropped, type DroppedTotal } from '../privacy/screen/droppedCounts';

export interface CheckedReadiness extends Readiness {
	readonly asOf: string;
	/** What events lost at the door lately; counted by when they came, whatever As Of is. */
	readonly droppedAtTheDoor: readonly DroppedTotal[];
}

/** Whether there is enough data, and what of it was not let in. */
export async function checkReadiness(engine: Engine, request: AsOf): Promise<CheckedReadiness> {
	const asOf = await resolveAsOf(engine, request);
	return { asOf: toIso(asOf), ...(await assessReadiness(engine, asOf)), droppedAtTheDoor: await readDropped(engine) };
}
