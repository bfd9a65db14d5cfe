import { isObject, type JsonObject } from '../../core/parse';
import type { Engine } from '../../engine';
import type { RuleModel } from '../../models/types';
import { sql } from '../../sql/sql';
import { rulePattern, ruleSegmentId, type RuleSegment } from './ruleSegment';

type Row = {
	readonly version: number;
	readonly as_of: number;
	readonly created_at: number;
	readonly model: RuleModel;
};

/** The version in use of every rule, switched off or not, by name. */
export async function readRules(engine: Pick<Engine, 'store'>): Promise<RuleSegment[]> {
	const rows = await engine.store.query<Row>(sql`
		select version, as_of, created_at, model from models where name like ${rulePattern} order by version desc, created_at desc, id`);
	const newest = new Map<string, RuleSegment>();
	for (const row of rows) {
		const segment = ruleSegmentId(row.model.segmentName);
		if (!newest.has(segment)) newest.set(segment, toRuleSegment(segment, row));
	}
	return [...newest.values()].sort((left, right) => (left.segment < right.segment ? -1 : 1));
}

function toRuleSegment(segment: string, { version, as_of: asOf, created_at: createdAt, model }: Row): RuleSegment {
	const { segmentName: name, rule, floor, isActive } = model;
	return { segment, name, version, rule: isObject(rule) ? rule : ({} as JsonObject), floor, isActive, asOf, createdAt };
}
