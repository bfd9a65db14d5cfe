import type { FeatureDefinition } from '../features/types';
import type { ClusterModel, StoredModel } from '../models/types';
import type { ReportContent } from '../report/types';
import type { Discovery } from '../segments/types';

/** What is kept with a segments model; models of earlier versions lack some of it. */
type Details = Partial<Pick<Discovery, 'silhouettes' | 'flows' | 'namesBefore' | 'fidelity'>>;

/** What a report says of a segments model beside its segments: how clear, who moved, and what was done to the features. */
export function modelContent(
	{ model, details }: StoredModel<ClusterModel>,
	definitions: readonly FeatureDefinition[],
): Pick<ReportContent, 'silhouettes' | 'movement' | 'fidelity' | 'preparation'> {
	const { silhouettes, flows, namesBefore = {}, fidelity } = details as unknown as Details;
	const byName = new Map(definitions.map((definition) => [definition.name, definition]));
	return {
		...(silhouettes === undefined || silhouettes === null ? {} : { silhouettes }),
		...(flows === undefined ? {} : { movement: { flows, namesBefore } }),
		...(fidelity === undefined || fidelity === null ? {} : { fidelity }),
		preparation: model.preparation.columns.map(({ name, transform, low, high, missingValue }) => {
			const { label = name, unit = 'number' } = byName.get(name) ?? {};
			return { label, unit, transform, low, high, missingValue };
		}),
	};
}
