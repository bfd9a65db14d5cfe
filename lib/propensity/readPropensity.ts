import { SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import type { FeatureDefinition } from '../features/types';
import { readModel, type ModelReference } from '../models/readModel';
import type { LogisticModel, StoredModel } from '../models/types';
import type { OutcomeDefinition } from './types';

/** A propensity model with what it predicts and the features it reads. */
export interface StoredPropensity {
	readonly stored: StoredModel<LogisticModel>;
	readonly outcome: OutcomeDefinition;
	readonly definitions: readonly FeatureDefinition[];
}

/** A model's id, or "latest" for the newest. SetupNeeded when it is not there or predicts nothing. */
export async function readPropensity(engine: Pick<Engine, 'store'>, model: string): Promise<StoredPropensity> {
	const reference: ModelReference = model === 'latest' ? { latest: true } : { id: model };
	const stored = await readModel(engine, reference, 'logistic');
	const { outcome, definitions } = stored.details;
	if (outcome === undefined || definitions === undefined) {
		throw new SetupNeeded(`model "${stored.id}" was not made by Propensity · Train: choose one that was`);
	}
	return {
		stored,
		outcome: outcome as OutcomeDefinition,
		definitions: definitions as readonly FeatureDefinition[],
	};
}
