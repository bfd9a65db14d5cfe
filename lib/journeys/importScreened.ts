import type { Engine } from '../engine';
import { importEvents, type ImportRequest, type ImportSummary } from '../events/importEvents';
import { countDropped } from '../privacy/screen/droppedCounts';
import { forgetObjectors } from '../privacy/screen/optedOutCustomers';
import { screenFile } from '../privacy/screen/screenFile';
import { droppedKinds, type DroppedKind, type ScreenPolicy } from '../privacy/screen/types';

export interface ScreenedImport extends ImportSummary {
	/** Rows that lost something at the door, by a kind in plain words. */
	readonly dropped: Readonly<Record<string, number>>;
}

/** Loads a file as the policy lets its rows in. */
export async function importScreened(
	engine: Engine,
	policy: ScreenPolicy,
	request: ImportRequest,
): Promise<ScreenedImport> {
	const dropped: Partial<Record<DroppedKind, number>> = {};
	const screen = screenFile(policy, {
		dialect: engine.store.dialect,
		now: engine.clock.now(),
		onCounted: (counts) => {
			for (const [kind, rows] of Object.entries(counts) as [DroppedKind, number][]) dropped[kind] = (dropped[kind] ?? 0) + rows;
		},
	});
	const summary = await importEvents(engine, { ...request, screen, screenKey: JSON.stringify(policy) });
	forgetObjectors(engine.store);
	countDropped(engine, dropped);
	const kinds = Object.entries(dropped) as [DroppedKind, number][];
	return { ...summary, dropped: Object.fromEntries(kinds.map(([kind, rows]) => [droppedKinds[kind], rows])) };
}
