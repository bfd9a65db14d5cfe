import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { readSnapshot } from '../features/readSnapshot';
import type { ClusterModel, FeatureValues, StoredModel } from '../models/types';
import { rowsOf, sql } from '../sql/sql';
import { explainAssignment, type AssignmentExplanation, type ExplanationBasis } from './explainAssignment';
import { presentSegments } from './getMembers';
import { presentMemberships } from './memberships';
import { modelFeatures } from './modelFeatures';
import { readSegmentsModel } from './segmentsModel';

export interface SegmentExplanation extends AssignmentExplanation {
	readonly customerId: string;
	readonly since: number;
}

/** Why customers are in their segment, in plain words (GDPR Art. 15(1)(h)); one outcome per id. */
export async function explainCustomers(
	engine: Engine,
	customerIds: readonly string[],
): Promise<Outcome<SegmentExplanation>[]> {
	const segments = await presentSegments(engine);
	const { stored: model, definitions } = await readSegmentsModel(engine, segments[0].model);
	const snapshot = await readSnapshot(engine, model.snapshot);
	const basis: ExplanationBasis = { model: model.model, typical: typicalMembers(model), segments, definitions };
	const members = await engine.store.query<{ customer_id: string; segment: string; valid_from: number }>(sql`
		select customer_id, segment, valid_from from ${presentMemberships()} members
		where customer_id in ${rowsOf(customerIds)}`);
	const rows = await engine.store.query<Record<string, unknown>>(sql`
		select * from ${modelFeatures(definitions, snapshot, engine.store.dialect)} features where customer_id in ${rowsOf(customerIds)}`);
	const memberOf = new Map(members.map((member) => [member.customer_id, member]));
	const featuresOf = new Map(rows.map((row) => [String(row.customer_id), row as FeatureValues]));
	return customerIds.map((customerId) => {
		const member = memberOf.get(customerId);
		const features = featuresOf.get(customerId);
		if (member === undefined || features === undefined) {
			return failure(new InvalidInput(`Customer "${customerId}" is in no segment: expected the id of a customer who was in one at the last discovery`));
		}
		const explained = explainAssignment(features, model.model.segments.indexOf(member.segment), basis);
		if (explained === undefined) {
			return failure(new InvalidInput(`Customer "${customerId}" is in the only segment there is: there is no other to tell it from`));
		}
		return success({ customerId, since: member.valid_from, ...explained });
	});
}

/** Centres of segments in prepared features: kept with the model. */
function typicalMembers({ model, details }: StoredModel<ClusterModel>): ExplanationBasis['typical'] {
	const means = details.preparedMeans as readonly Readonly<Record<string, number>>[];
	return means.map((place) => model.preparation.columns.map(({ name }) => place[name] ?? 0));
}
