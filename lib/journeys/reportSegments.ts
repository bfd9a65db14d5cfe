import { toIso } from '../core/clock';
import type { Engine } from '../engine';
import { assessReadiness } from '../events/readiness';
import { resolvedEvents } from '../events/resolvedEvents';
import { moneyOf } from '../features/money';
import { readSnapshot } from '../features/readSnapshot';
import type { FeatureDefinition } from '../features/types';
import { wilsonInterval } from '../math/wilsonInterval';
import { clusterKinds } from '../models/assignment';
import { readModel } from '../models/readModel';
import { buildReport, type Report } from '../report/buildReport';
import type { ReportContent, ReportEmail, ReportModel } from '../report/types';
import { presentSegments } from '../segments/getMembers';
import type { Discovery, Segment } from '../segments/types';
import type { TrainedPropensity } from '../propensity/trainPropensity';
import { sql } from '../sql/sql';
import { modelContent } from './modelContent';

export interface ReportRequest {
	readonly title: string;
	/** Written messages to show as examples. */
	readonly emails: readonly ReportEmail[];
}

const EMAILS_SHOWN = 3;
const FEATURES_SHOWN = 12;

/** Everything the store knows about the present segments and predictions, as a page with plots. */
export async function reportSegments(
	engine: Engine,
	request: ReportRequest,
): Promise<Report & { readonly content: ReportContent }> {
	const segments = await presentSegments(engine);
	const content = await collectContent(engine, segments, request);
	return { ...(await buildReport(engine, content)), content };
}

async function collectContent(
	engine: Engine,
	segments: readonly Segment[],
	request: ReportRequest,
): Promise<ReportContent> {
	const model = await readModel(engine, { id: segments[0].model }, ...clusterKinds);
	const details = model.details as unknown as Pick<Discovery, 'candidates' | 'reason' | 'map' | 'seed' | 'leftOut'>;
	const snapshot = await readSnapshot(engine, model.snapshot);
	const [totals] = await engine.store.query<{ events: number; currency: string | null }>(sql`
		select count(*) as events, max(currency) as currency from ${resolvedEvents(model.asOf)} known`);
	const currency = moneyOf(snapshot.featureSet.definitions)?.reportCurrency ?? totals.currency;
	return {
		title: request.title,
		asOf: model.asOf,
		customers: snapshot.customers,
		events: totals.events,
		...(currency === null ? {} : { currency }),
		readiness: await assessReadiness(engine, model.asOf),
		segments,
		profile: profileTable(segments, snapshot.featureSet.definitions),
		choice: { candidates: details.candidates, chosen: segments.length, reason: details.reason },
		map: details.map,
		...modelContent(model, snapshot.featureSet.definitions),
		models: await collectModels(engine),
		emails: request.emails.slice(0, EMAILS_SHOWN),
		computation: {
			seed: details.seed,
			versions: { snapshot: snapshot.id, segments: model.id, featureSet: snapshot.featureSet.id },
			notes: notesOn(segments, details),
		},
	};
}

/** The features that describe segments most often, with every segment's standing in them. */
function profileTable(
	segments: readonly Segment[],
	definitions: readonly FeatureDefinition[],
): ReportContent['profile'] {
	const uses = new Map<string, number>();
	for (const { feature, standardizedDifference } of segments.flatMap(({ describedBy }) => describedBy)) {
		uses.set(feature, (uses.get(feature) ?? 0) + Math.abs(standardizedDifference));
	}
	const names = [...uses.entries()].sort((left, right) => right[1] - left[1]).slice(0, FEATURES_SHOWN);
	const labels = new Map(definitions.map(({ name, label }) => [name, label]));
	return {
		features: names.map(([name]) => labels.get(name) ?? name),
		differences: segments.map((segment) =>
			names.map(([name]) => segment.differences[name] ?? null),
		),
	};
}

function notesOn(segments: readonly Segment[], details: Pick<Discovery, 'leftOut'>): string[] {
	const byRule = segments.filter(({ namedBy }) => namedBy === 'rule').length;
	const notes: string[] = [];
	if (byRule > 0) notes.push(`${byRule} of ${segments.length} segment names come from rules, without a language model`);
	if (details.leftOut.length > 0) {
		notes.push(`${details.leftOut.length} features were set aside because they are constant or say the same as another`);
	}
	return notes;
}

/** The newest version of every propensity model. */
async function collectModels(engine: Engine): Promise<ReportModel[]> {
	const rows = await engine.store.query<{ details: unknown }>(sql`
		select details from models where (name, version) in (
			select name, max(version) from models where name like 'propensity%' group by name
		) order by created_at desc, name`);
	return rows.map((row) => toReportModel(row.details as PropensityDetails));
}

type PropensityDetails = TrainedPropensity & { readonly definitions: readonly FeatureDefinition[] };

function toReportModel({ description, evaluation, drivers, definitions }: PropensityDetails): ReportModel {
	const labels = new Map(definitions.map(({ name, label }) => [name, label]));
	return {
		outcome: description,
		customers: evaluation.rows,
		baseRate: evaluation.baseRate,
		auc: evaluation.auc,
		brier: evaluation.brier,
		ece: evaluation.ece,
		deciles: [...evaluation.reliability].reverse(),
		reliability: evaluation.reliability.map((bin) => ({ ...bin, ...wilsonInterval(bin.observed * bin.customers, bin.customers) })),
		bestSingleFeature: evaluation.bestSingleFeature,
		drivers: drivers.map(({ name, direction }) => ({
			label: labels.get(name) ?? name,
			direction: direction === 'more' ? 'raises' : 'lowers',
		})),
	};
}

/** File name of a report: "segments-2025-06-30.html". */
export function reportFileName(asOf: number): string {
	return `segments-${toIso(asOf).slice(0, 10)}.html`;
}
