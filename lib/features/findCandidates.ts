import type { Session } from '../store/types';
import { featureCatalogue } from './catalogue';
import { eventFeatures } from './eventFeatures';
import { findCommonEvents } from './findCommonEvents';
import type { CatalogueFeature } from './types';

export interface Candidates {
	readonly features: readonly CatalogueFeature[];
	readonly leftOut: readonly string[];
}

/** Everything that might become a feature of this store: the catalogue, and a count of each common event. */
export async function findCandidates(session: Session, asOf: number): Promise<Candidates> {
	const { names, leftOut } = await findCommonEvents(session, asOf);
	return { features: [...featureCatalogue, ...eventFeatures(names)], leftOut };
}
