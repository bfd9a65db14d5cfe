import { InvalidInput } from '../../core/errors';
import type { Engine } from '../../engine';
import type { FeatureDefinition } from '../../features/types';
import type { TrainingSet } from '../buildTrainingSet';
import type { LabelledRows } from '../types';
import { findForesight, type RowsAtCutoff } from './findForesight';
import { findPiledDates } from './findPiledDates';

/** What may be learnt from, and a sentence for each feature that may not or that somebody should look at. */
export interface AuditedTraining {
	readonly set: TrainingSet;
	/** In the order of the rows' values. */
	readonly definitions: readonly FeatureDefinition[];
	readonly hints: readonly string[];
}

/**
 * Takes the features out whose rows know what was only known later; the learner judges those that are left by their
 * values. InvalidInput when none is left.
 */
export async function auditTraining(
	engine: Pick<Engine, 'store'>,
	request: { readonly set: TrainingSet; readonly definitions: readonly FeatureDefinition[]; readonly asOf: number },
): Promise<AuditedTraining> {
	const { set, definitions, asOf } = request;
	const sentences = new Map<string, string>();
	for (const rows of rowsByCutoff(set)) {
		for (const { name, sentence } of await findForesight(engine, { definitions, rows })) {
			if (!sentences.has(name)) sentences.set(name, sentence);
		}
	}
	const kept = [...definitions.keys()].filter((column) => !sentences.has(definitions[column].name));
	if (kept.length === 0) {
		throw new InvalidInput(`no feature is left to learn from. ${[...sentences.values()][0]}`);
	}
	const keptDefinitions = kept.map((column) => definitions[column]);
	return {
		set: { ...set, training: takeColumns(set.training, kept), test: takeColumns(set.test, kept) },
		definitions: keptDefinitions,
		hints: [...sentences.values(), ...(await findPiledDates(engine, { definitions: keptDefinitions, asOf }))],
	};
}

function takeColumns(rows: LabelledRows, columns: readonly number[]): LabelledRows {
	return { ...rows, values: columns.map((column) => rows.values[column]) };
}

function rowsByCutoff({ training, test, cutoffs, rowsOfCutoffs }: TrainingSet): readonly RowsAtCutoff[] {
	let from = 0;
	const parts = rowsOfCutoffs.map((count, index) => {
		const [start, end] = [from, from + count];
		from = end;
		return {
			cutoff: cutoffs.training[index],
			customerIds: training.customerIds.slice(start, end),
			labels: training.labels.subarray(start, end),
			values: training.values.map((column) => column.subarray(start, end)),
		};
	});
	return [...parts, { ...test, cutoff: cutoffs.test }];
}
