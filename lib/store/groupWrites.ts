/** Entries in one write: bounds how long the next ones wait. */
const GROUP_ENTRIES_MAX = 1_000;

/**
 * Writes one after the other; entries that arrive while a write is under way wait for it and share the next one. What is
 * given resolves with the results of its own entries, in order.
 */
export function groupWrites<Entry, Result>(
	write: (entries: readonly Entry[]) => Promise<readonly Result[]>,
): (entries: readonly Entry[]) => Promise<Result[]> {
	interface Waiting {
		readonly entries: readonly Entry[];
		readonly resolve: (results: Result[]) => void;
		readonly reject: (error: unknown) => void;
	}
	const waiting: Waiting[] = [];
	let busy = false;
	const flush = async (): Promise<void> => {
		busy = true;
		while (waiting.length > 0) {
			const group = takeGroup(waiting);
			try {
				const results = await write(group.flatMap(({ entries }) => entries));
				let offset = 0;
				for (const { entries, resolve } of group) {
					resolve(results.slice(offset, offset + entries.length));
					offset += entries.length;
				}
			} catch (error) {
				for (const { reject } of group) reject(error);
			}
		}
		busy = false;
	};
	return async (entries) =>
		await new Promise((resolve, reject) => {
			waiting.push({ entries, resolve, reject });
			if (!busy) void flush();
		});
}

/** Whole calls, oldest first, as many as fit into one write; one at least. */
function takeGroup<Call extends { readonly entries: readonly unknown[] }>(waiting: Call[]): Call[] {
	let size = 0;
	let count = 0;
	while (count < waiting.length && (count === 0 || size + waiting[count].entries.length <= GROUP_ENTRIES_MAX)) {
		size += waiting[count].entries.length;
		count += 1;
	}
	return waiting.splice(0, count);
}
