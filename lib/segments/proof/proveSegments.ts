import { toIso } from '../../core/clock';
import { InvalidInput, NotEnoughData } from '../../core/errors';
import type { Engine } from '../../engine';
import { readSegmentsModel, type SegmentsModel } from '../segmentsModel';
import { readSegments } from '../segmentsTable';
import { divideSimply } from './divideSimply';
import { measureProofTask } from './measureProof';
import { checkOutcome, judgedOutcome, outcomeLabel, rawOutcome } from './outcomeFeature';
import { planProof } from './planProof';
import { proposeRetirement } from './proposeRetirement';
import { readProofs, saveProof } from './proofsTable';
import { readProofRows, type ProofRows } from './readProofRows';
import { readTraits } from './readTraits';
import { separateSegments } from './separateSegments';
import { tellProof } from './tellProof';
import type { ProofOutcome, ProvenDivision, ProvenSegment, SegmentProof } from './types';

export interface ProofRequest {
	/** Id of a segments model, or "latest". */
	readonly model: string;
	readonly outcome: ProofOutcome;
	/** Absent: the latest moment whose horizon has passed. */
	readonly asOf?: number;
	/** Proofs in a row without separation after which retirement is proposed. */
	readonly refreshes: number;
	readonly seed: number;
}

/** Fewer customers, or fewer of them with an outcome of their own, prove nothing. */
const CUSTOMERS_MIN = 200;
const RARER_MIN = 30;

/**
 * Does this segmentation predict behaviour? Puts the customers of a past moment into the segments by what was known then, and compares
 * how much of the differences in what they did afterwards the segments explain, beside RFM segments and traits. The proof is kept; what
 * stopped separating in several proofs is proposed for retirement. NotEnoughData when too little came later.
 */
export async function proveSegments(engine: Engine, request: ProofRequest): Promise<SegmentProof> {
	const { outcome, refreshes, seed } = request;
	checkOutcome(outcome);
	if (!Number.isInteger(refreshes) || refreshes < 1) {
		throw new InvalidInput(`'Proofs in a Row' is ${refreshes}: expected a whole number of at least 1`);
	}
	const model = await readSegmentsModel(engine, request.model);
	const asOf = await planProof(engine, { horizonDays: outcome.horizonDays, ...(request.asOf === undefined ? {} : { asOf: request.asOf }) });
	engine.notify.progress(`Proof: what customers of ${toIso(asOf).slice(0, 10)} did in the ${outcome.horizonDays} days after`);
	const rows = await readProofRows(engine, { model, outcome, asOf });
	requireEnough(rows, outcome);
	const simple = divideSimply(rows, await readTraits(engine, asOf));
	const judged = Float64Array.from(rows.outcome, (value) => judgedOutcome(outcome, value));
	const outside = rows.ids.length;
	const own = rows.groups.map((group) => (group < 0 ? outside : group));
	const input = { values: judged, divisions: [own, ...simple.map(({ groups }) => groups)], seed };
	const measured = await engine.compute.run(measureProofTask, input, { signal: engine.signal });
	const segments = { by: 'segments', label: 'the segments', groups: new Set(own).size, explained: measured[0].explained };
	const divisions: ProvenDivision[] = [
		segments,
		...simple.map(({ by, label, count }, index) => ({
			by, label, groups: count, explained: measured[index + 1].explained, segmentsMore: measured[index + 1].firstMore,
		})),
	];
	const label = outcomeLabel(outcome);
	const told = tellProof(divisions, label);
	const proof = {
		model: model.stored.id,
		outcome,
		outcomeLabel: label,
		asOf,
		customers: rows.customerIds.length,
		divisions,
		segments: await segmentsOf(engine, model, { rows, outcome, judged }),
		verdict: told.verdict,
		sentences: [...told.sentences, ...cautionOf(model, asOf)],
	};
	await saveProof(engine, proof);
	return { ...proof, retirement: proposeRetirement(await readProofs(engine, outcome), refreshes) };
}

function requireEnough({ outcome: values, customerIds }: ProofRows, outcome: ProofOutcome): void {
	if (customerIds.length < CUSTOMERS_MIN) {
		throw new NotEnoughData(`${customerIds.length} customers were known at that moment: a proof needs at least ${CUSTOMERS_MIN}. Import more history, or prove it later`);
	}
	const with_ = values.filter((value) => rawOutcome(outcome, value) !== 0).length;
	const rarer = Math.min(with_, outcome.kind === 'revenue' ? with_ : values.length - with_);
	if (rarer >= RARER_MIN) return;
	throw new NotEnoughData(
		`${rarer} customers differ from the rest in ${outcomeLabel(outcome)}: a proof needs at least ${RARER_MIN}. Choose more days or another outcome, or prove it later`,
	);
}

async function segmentsOf(
	engine: Engine,
	{ stored }: SegmentsModel,
	{ rows, outcome, judged }: { readonly rows: ProofRows; readonly outcome: ProofOutcome; readonly judged: Float64Array },
): Promise<ProvenSegment[]> {
	const names = new Map((await readSegments(engine, stored.id)).map(({ segment, name }) => [segment, name]));
	const raw = rows.outcome.map((value) => rawOutcome(outcome, value));
	return separateSegments(rows.groups, rows.ids.length, { raw, judged }).map((separation, index) => ({
		segment: rows.ids[index],
		name: names.get(rows.ids[index]) ?? rows.ids[index],
		...separation,
	}));
}

/** Borders that were learnt later than the moment they are judged from may flatter themselves. */
function cautionOf({ stored }: SegmentsModel, asOf: number): string[] {
	const learntAt = typeof stored.details.learntAt === 'number' ? stored.details.learntAt : stored.asOf;
	if (learntAt <= asOf) return [];
	return [
		`The borders were learnt as of ${toIso(learntAt).slice(0, 10)}, after the moment they are judged from (${toIso(asOf).slice(0, 10)}): that flatters them a little. Proven again once ${toIso(learntAt).slice(0, 10)} lies far enough back, they are judged on days they have never seen.`,
	];
}
