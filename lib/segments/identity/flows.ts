/** How many customers went from one segment to another; null is no segment, or not being a customer yet or any more. */
export interface Flow {
	readonly from: string | null;
	readonly to: string | null;
	readonly customers: number;
}

/** Counts where each customer was and is, the largest flow first. Same customers in both. */
export function countFlows(before: readonly (string | null)[], after: readonly (string | null)[]): Flow[] {
	const counts = new Map<string, { from: string | null; to: string | null; customers: number }>();
	before.forEach((from, row) => {
		const to = after[row];
		const key = JSON.stringify([from, to]);
		const flow = counts.get(key) ?? { from, to, customers: 0 };
		flow.customers += 1;
		counts.set(key, flow);
	});
	return sortFlows([...counts.values()]);
}

/** The largest first, equal ones by their ids. */
export function sortFlows(flows: readonly Flow[]): Flow[] {
	const key = ({ from, to }: Flow): string => `${from ?? ''} ${to ?? ''}`;
	return [...flows].sort((left, right) => right.customers - left.customers || (key(left) < key(right) ? -1 : 1));
}

/** Share of those in a segment both times who are in the same one; null when nobody was. */
export function keptShare(flows: readonly Flow[]): number | null {
	const common = flows.filter(({ from, to }) => from !== null && to !== null);
	const all = sumOf(common);
	return all === 0 ? null : sumOf(common.filter(({ from, to }) => from === to)) / all;
}

export function sumOf(flows: readonly Flow[]): number {
	return flows.reduce((sum, { customers }) => sum + customers, 0);
}
