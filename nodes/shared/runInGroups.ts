import type { Outcome } from '../../lib';

/**
 * One call for all requests with the same settings, where a verb takes settings once for a batch. An expression
 * may give every item its own: those of the first item must not hold for the others. Outcomes in order.
 */
export async function runInGroups<Request, Result>(
	requests: readonly Request[],
	settingsOf: (request: Request) => unknown,
	run: (group: readonly Request[]) => Promise<readonly Outcome<Result>[]>,
): Promise<Outcome<Result>[]> {
	const groups = new Map<string, number[]>();
	requests.forEach((request, index) => {
		const key = JSON.stringify(settingsOf(request));
		const known = groups.get(key);
		if (known === undefined) groups.set(key, [index]);
		else known.push(index);
	});
	const outcomes = new Array<Outcome<Result>>(requests.length);
	for (const indexes of groups.values()) {
		const group = await run(indexes.map((index) => requests[index]));
		indexes.forEach((index, place) => (outcomes[index] = group[place]));
	}
	return outcomes;
}
