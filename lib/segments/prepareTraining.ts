import { NotEnoughData } from '../core/errors';
import type { Engine } from '../engine';
import type { FeatureColumn } from '../math/fitPreparation';
import { prepareFeaturesTask, type PreparedFeatures } from './prepareFeatures';

/** `prepareFeatures` in a worker thread, with progress. NotEnoughData when no feature tells customers apart. */
export async function prepareTraining(engine: Engine, columns: readonly FeatureColumn[]): Promise<PreparedFeatures> {
	engine.notify.progress(`Segments: making ${columns.length} features comparable`);
	const prepared = await engine.compute.run(prepareFeaturesTask, columns, { signal: engine.signal });
	if (prepared.preparation.columns.length > 0) return prepared;
	throw new NotEnoughData('no feature tells customers apart: every one is the same for all of them');
}
