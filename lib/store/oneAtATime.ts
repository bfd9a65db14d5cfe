/** Runs works one after the other, in the order they came; one that fails does not stop the next. */
export function oneAtATime(): <Result>(work: () => Promise<Result>) => Promise<Result> {
	let last: Promise<unknown> = Promise.resolve();
	return async (work) => {
		const turn = last.then(work, work);
		last = turn.catch(() => undefined);
		return await turn;
	};
}
