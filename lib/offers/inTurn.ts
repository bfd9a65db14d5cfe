import type { Store } from '../store/types';

const turns = new WeakMap<Store, Promise<unknown>>();

/**
 * Runs works on one store one after the other, in the order they came, so that two runs at once cannot both
 * spend the last of a budget. Holds within one process; a work that fails does not stop the next.
 */
export async function inTurn<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
	const turn = (turns.get(store) ?? Promise.resolve()).then(work, work);
	turns.set(store, turn.catch(() => undefined));
	return await turn;
}
