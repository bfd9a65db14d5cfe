import { assertNever } from '../../core/invariant';
import type { FlowShare, SegmentChange } from './findChanges';
import { keptShare, sumOf, type Flow } from './flows';

/** A segment that changes its size by less than this share is not worth a sentence. */
const NOTABLE_GROWTH = 0.1;
/** Parts smaller than this share of a segment are not named. */
const NOTABLE_PART = 0.1;

export interface Told {
	readonly flows: readonly Flow[];
	readonly changes: readonly SegmentChange[];
	/** Names of segments of before and of now, by id. */
	readonly names: ReadonlyMap<string, string>;
}

/** What changed, in plain sentences: how many stayed first, then what became of segments, then who grew and shrank. */
export function tellChanges(told: Told): string[] {
	if (keptShare(told.flows) === null) return [overall(told.flows)];
	const order: readonly SegmentChange['kind'][] = ['merged', 'split', 'new', 'gone', 'kept'];
	const sentences = order.flatMap((kind) =>
		told.changes.filter((change) => change.kind === kind).map((change) => tellChange(change, told)),
	);
	return [overall(told.flows), ...sentences].filter((sentence) => sentence !== '');
}

function overall(flows: readonly Flow[]): string {
	const kept = keptShare(flows);
	if (kept === null) return 'These are the first segments: there is nothing to compare them with.';
	const entered = sumOf(flows.filter(({ from, to }) => from === null && to !== null));
	const left = sumOf(flows.filter(({ from, to }) => from !== null && to === null));
	const moves = [counted(entered, 'came in'), counted(left, 'left all segments')].filter((part) => part !== '');
	return `${percent(kept)} of the customers are in the segment they were in${moves.map((part) => `; ${part}`).join('')}.`;
}

function counted(customers: number, what: string): string {
	return customers === 0 ? '' : `${number(customers)} ${what}`;
}

function tellChange(change: SegmentChange, told: Told): string {
	const name = nameOf(change.segment, told);
	switch (change.kind) {
		case 'kept':
			return tellSize(name, change);
		case 'new':
			return `${name} is new (${number(change.size.after)} customers)${parts('they come from', change.cameFrom, told)}.`;
		case 'gone':
			return `${name} is no more (it had ${number(change.size.before)})${parts('they are now in', change.wentTo, told)}.`;
		case 'split':
			return `${name} was divided into ${list(change.into.map((id) => nameOf(id, told)))}.`;
		case 'merged':
			return `${name} now holds most of ${list(change.outOf.map((id) => nameOf(id, told)))}.`;
		default:
			return assertNever(change, 'a change');
	}
}

function tellSize(name: string, { size }: { readonly size: { readonly before: number; readonly after: number } }): string {
	const growth = size.before === 0 ? 0 : size.after / size.before - 1;
	if (Math.abs(growth) < NOTABLE_GROWTH) return '';
	const verb = growth > 0 ? 'grew' : 'shrank';
	return `${name} ${verb} from ${number(size.before)} to ${number(size.after)} customers (${growth > 0 ? '+' : '−'}${percent(Math.abs(growth))}).`;
}

function parts(opening: string, shares: readonly FlowShare[], told: Told): string {
	const notable = shares.filter(({ share }) => share >= NOTABLE_PART);
	if (notable.length === 0) return '';
	const named = notable.map(({ segment, share }) => `${segment === null ? 'outside' : nameOf(segment, told)} (${percent(share)})`);
	return `: ${opening} ${list(named)}`;
}

function nameOf(id: string, { names }: Told): string {
	return names.get(id) ?? id;
}

function list(words: readonly string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function percent(share: number): string {
	return `${Math.round(share * 100)} %`;
}

function number(value: number): string {
	return value.toLocaleString('en-US');
}
