import { SetupNeeded } from '../core/errors';
import type { Engine } from '../engine';
import { jsonValue, rowsOf, sql } from '../sql/sql';
import type { Session } from '../store/types';
import type { Segment } from './types';

type SegmentRow = {
	readonly id: string;
	readonly model: string;
	readonly name: string;
	readonly description: string;
	readonly suggested_action: string;
	readonly suggested_purpose: string;
	readonly named_by: string;
	readonly size: number;
	readonly share: number;
	readonly details: Pick<
		Segment,
		'revenueShare' | 'silhouette' | 'stability' | 'describedBy' | 'differences' | 'centre' | 'ruleOfThumb' | 'typicalCustomers' | 'withheld'
	>;
};

/** Writes the segments of a model. */
export async function saveSegments(
	engine: Pick<Engine, 'store'>,
	segments: readonly Segment[],
): Promise<void> {
	await engine.store.transaction(async (session) => {
		for (const segment of segments) await insertSegment(session, segment);
	});
}

export async function insertSegment(session: Session, segment: Segment): Promise<void> {
	const { revenueShare, silhouette, stability, describedBy, differences, centre, ruleOfThumb, typicalCustomers, withheld } = segment;
	const details = { revenueShare, silhouette, stability, describedBy, differences, centre, ruleOfThumb, typicalCustomers, withheld };
	await session.execute(sql`
		insert into segments (id, model, name, description, suggested_action, suggested_purpose, named_by,
			size, share, details)
		values (${segment.segment}, ${segment.model}, ${segment.name}, ${segment.description},
			${segment.suggestedAction}, ${segment.suggestedPurpose}, ${segment.namedBy}, ${segment.size}, ${segment.share},
			${jsonValue(JSON.stringify(details))})`);
}

/** The segments of a model, largest first. SetupNeeded when it has none. */
export async function readSegments(engine: Pick<Engine, 'store'>, model: string): Promise<Segment[]> {
	const rows = await engine.store.query<SegmentRow>(sql`
		select id, model, name, description, suggested_action, suggested_purpose, named_by, size, share, details
		from segments where model = ${model} order by size desc, id`);
	if (rows.length === 0) {
		throw new SetupNeeded(`model "${model}" has no segments: run Customer Segments · Discover first`);
	}
	return rows.map(toSegment);
}

/** The segments of several models, those that have none left out, largest first. */
export async function readSegmentsOf(engine: Pick<Engine, 'store'>, models: readonly string[]): Promise<Segment[]> {
	if (models.length === 0) return [];
	const rows = await engine.store.query<SegmentRow>(sql`
		select id, model, name, description, suggested_action, suggested_purpose, named_by, size, share, details
		from segments where model in ${rowsOf(models)} order by size desc, id`);
	return rows.map(toSegment);
}

function toSegment(row: SegmentRow): Segment {
	return {
		model: row.model,
		segment: row.id,
		name: row.name,
		description: row.description,
		suggestedAction: row.suggested_action,
		suggestedPurpose: row.suggested_purpose,
		namedBy: row.named_by,
		size: row.size,
		share: row.share,
		...row.details,
	};
}

export interface SegmentNaming {
	readonly model: string;
	readonly segment: string;
	readonly name: string;
	readonly description: string;
	readonly suggestedAction: string;
	readonly suggestedPurpose: string;
	readonly namedBy: string;
}

/** Gives segments the names people see. */
export async function saveSegmentNames(
	engine: Pick<Engine, 'store'>,
	namings: readonly SegmentNaming[],
): Promise<void> {
	await engine.store.transaction(async (session) => {
		for (const naming of namings) {
			await session.execute(sql`
				update segments set name = ${naming.name}, description = ${naming.description},
					suggested_action = ${naming.suggestedAction},
					suggested_purpose = ${naming.suggestedPurpose}, named_by = ${naming.namedBy}
				where model = ${naming.model} and id = ${naming.segment}`);
		}
	});
}

export interface NamedSegment {
	readonly name: string;
	readonly withheld: boolean;
}

/** Names of the segments of models, by "model/segment". */
export async function readSegmentNames(
	engine: Pick<Engine, 'store'>,
	models: readonly string[],
): Promise<Map<string, NamedSegment>> {
	if (models.length === 0) return new Map();
	const withheld = engine.store.dialect.property(sql`details`, 'withheld');
	const rows = await engine.store.query<{ id: string; model: string; name: string; withheld: string | null }>(sql`
		select id, model, name, ${withheld} as withheld from segments where model in ${rowsOf(models)}`);
	return new Map(rows.map((row) => [`${row.model}/${row.id}`, { name: row.name, withheld: row.withheld !== null }]));
}
