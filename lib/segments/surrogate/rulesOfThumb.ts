import { seededRandom } from '../../core/random';
import { describeValue } from '../../features/describeValue';
import type { FeatureUnit } from '../../features/types';
import { sampleRows } from '../../math/rows';
import type { ColumnTable } from '../../store/types';
import type { DescribedFeature } from '../types';
import { fitTree, treeLabel, type Tree } from './fitTree';

/** Questions one after the other that people still read. */
const DEPTH_MAX = 4;
/** A deeper tree has to agree with the segments this much more often to be worth another question. */
const DEPTH_GAIN_MIN = 0.01;
/** Customers the tree is grown on, and as many again to hold it to. */
const SAMPLE_ROWS = 10_000;
const LEAF_SHARE_MIN = 0.005;

export interface RuleCondition {
	readonly feature: string;
	readonly label: string;
	readonly direction: 'atMost' | 'above';
	/** In the feature's own unit, as written in the text. */
	readonly value: number;
}

/** One line that stands for most of a segment: it describes the segment and does not define it. */
export interface RuleOfThumb {
	readonly text: string;
	readonly conditions: readonly RuleCondition[];
	/** Of the customers who fit it, the share that is in the segment; on customers it was not made from. */
	readonly precision: number;
	/** Of the segment, the share that fits it. */
	readonly coverage: number;
}

export interface RulesOfThumb {
	/** Share of customers, not used to grow it, whom the whole tree puts where the model does. */
	readonly fidelity: number;
	readonly depth: number;
	/** One a segment; null where no branch of the tree stands for it. */
	readonly bySegment: readonly (RuleOfThumb | null)[];
}

/** Puts a segmentation into rules on raw features: a shallow tree, and the best branch of each segment. Labels −1 are left out. */
export function rulesOfThumb(request: {
	readonly table: Pick<ColumnTable, 'names' | 'values'>;
	readonly labels: ArrayLike<number>;
	readonly clusters: number;
	readonly definitions: readonly DescribedFeature[];
	readonly seed: number;
}): RulesOfThumb | null {
	const { definitions, clusters } = request;
	const columns = definitions.map(({ name }) => request.table.values[request.table.names.indexOf(name)]);
	const { grown, held } = drawHalves(request.labels, request.seed);
	if (grown.length === 0 || clusters < 2) return null;
	const chosen = chooseTree({ columns, labels: request.labels, grown, held });
	const branches = branchesOf(chosen.tree, []).map((branch) => ({
		label: branch.label,
		conditions: readable(branch.conditions, definitions),
	}));
	const bySegment = Array.from({ length: clusters }, (_, cluster) =>
		bestRule(branches.filter(({ label }) => label === cluster), cluster, { ...request, columns, held }),
	);
	return { fidelity: chosen.fidelity, depth: chosen.depth, bySegment };
}

/** Two different samples of customers in a segment; both are all of them when there are few. */
function drawHalves(labels: ArrayLike<number>, seed: number): { readonly grown: Int32Array; readonly held: Int32Array } {
	const inside = Int32Array.from(labels, (_, row) => row).filter((row) => labels[row] >= 0);
	const random = seededRandom(`rules/${seed}`);
	const drawn = sampleRows(inside.length, 2 * SAMPLE_ROWS, random).map((at) => inside[at]);
	const grown = drawn.filter(() => random.next() < 0.5);
	const used = new Set(grown);
	return { grown, held: drawn.filter((row) => !used.has(row)) };
}

interface Halves {
	readonly columns: readonly ArrayLike<number>[];
	readonly labels: ArrayLike<number>;
	readonly grown: Int32Array;
	readonly held: Int32Array;
}

/** The shallowest tree that a deeper one does not clearly beat on customers it has not seen. */
function chooseTree(halves: Halves): { readonly tree: Tree; readonly fidelity: number; readonly depth: number } {
	const { columns, labels, grown } = halves;
	const ownColumns = columns.map((values) => Float64Array.from(grown, (row) => values[row]));
	const ownLabels = Int32Array.from(grown, (row) => labels[row]);
	const leafMin = Math.max(1, Math.floor(grown.length * LEAF_SHARE_MIN));
	const trees = Array.from({ length: DEPTH_MAX }, (_, at) => {
		const tree = fitTree(ownColumns, ownLabels, { depthMax: at + 1, leafMin });
		return { tree, fidelity: fidelityOf(tree, halves), depth: at + 1 };
	});
	return trees.reduce((chosen, tree) => (tree.fidelity > chosen.fidelity + DEPTH_GAIN_MIN ? tree : chosen));
}

function fidelityOf(tree: Tree, { columns, labels, held }: Halves): number {
	if (held.length === 0) return 0;
	const same = held.filter((row) => treeLabel(tree, (column) => columns[column][row]) === labels[row]);
	return same.length / held.length;
}

interface Condition {
	readonly column: number;
	readonly direction: RuleCondition['direction'];
	readonly threshold: number;
}

interface Branch {
	readonly label: number;
	readonly conditions: readonly Condition[];
}

function branchesOf(tree: Tree, above: readonly Condition[]): Branch[] {
	if (!('column' in tree)) return [{ label: tree.label, conditions: above }];
	const { column, threshold } = tree;
	return (['atMost', 'above'] as const).flatMap((direction) =>
		branchesOf(tree[direction], [...above, { column, direction, threshold }]),
	);
}

type ReadableCondition = RuleCondition & { readonly column: number; readonly unit: FeatureUnit };

/** Thresholds as people read them, and of several on one side of a feature the narrowest. */
function readable(
	conditions: readonly Condition[],
	definitions: readonly DescribedFeature[],
): readonly ReadableCondition[] {
	const narrowest = new Map<string, ReadableCondition>();
	for (const { column, direction, threshold } of conditions) {
		const { name, label, unit } = definitions[column];
		const value = shownThreshold(threshold, unit);
		const known = narrowest.get(`${name}/${direction}`)?.value ?? (direction === 'above' ? -Infinity : Infinity);
		const kept = direction === 'above' ? Math.max(known, value) : Math.min(known, value);
		narrowest.set(`${name}/${direction}`, { feature: name, label, unit, direction, column, value: kept });
	}
	return [...narrowest.values()];
}

/** For whole numbers "at most 2.5" is "at most 2". */
function shownThreshold(threshold: number, unit: FeatureUnit): number {
	if (unit === 'share') return Math.round(threshold * 100) / 100;
	if (unit === 'count' || unit === 'days' || unit === 'cents') return Math.floor(threshold);
	return Math.abs(threshold) >= 10 ? Math.round(threshold) : Math.round(threshold * 10) / 10;
}

/** The branch that covers most of the segment, measured as it is written. */
function bestRule(
	branches: readonly { readonly conditions: readonly ReadableCondition[] }[],
	cluster: number,
	{ columns, labels, held }: Pick<Halves, 'columns' | 'labels' | 'held'>,
): RuleOfThumb | null {
	const size = held.filter((row) => labels[row] === cluster).length;
	const rules = branches.flatMap(({ conditions }) => {
		const fitting = held.filter((row) => conditions.every((condition) => holds(condition, columns[condition.column][row])));
		const inside = fitting.filter((row) => labels[row] === cluster).length;
		if (inside === 0) return [];
		const shown = conditions.map(({ feature, label, direction, value }) => ({ feature, label, direction, value }));
		const text = conditions.map(textOf).join(', ');
		return [{ text, conditions: shown, precision: inside / fitting.length, coverage: inside / size }];
	});
	return rules.reduce<RuleOfThumb | null>((best, rule) => (rule.coverage > (best?.coverage ?? 0) ? rule : best), null);
}

function holds({ direction, value }: RuleCondition, found: number): boolean {
	const isAtMost = found <= value;
	return direction === 'atMost' ? isAtMost : !isAtMost;
}

function textOf({ label, unit, direction, value }: ReadableCondition): string {
	return `${label} ${direction === 'above' ? 'over' : 'at most'} ${describeValue(value, unit)}`;
}
