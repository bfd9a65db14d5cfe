import { ServiceUnavailable } from '../../lib/core/errors';
import { DAY_MILLISECONDS } from '../../lib/core/clock';
import { seededRandom } from '../../lib/core/random';
import type { Engine } from '../../lib/engine';
import type { Store } from '../../lib/store/types';
import type { TestEngine } from './openTestEngine';

/** An engine over a store that is already open, with a clock of its own; no workers, no network unless given. */
export function engineOver(
	store: Store,
	options: { readonly today?: string; readonly overrides?: Partial<Engine> } = {},
): TestEngine {
	let now = Date.parse(options.today ?? '2025-01-01T00:00:00Z');
	const notices: string[] = [];
	const refuse = async (what: string): Promise<never> => {
		await Promise.resolve();
		throw new ServiceUnavailable(`no ${what} in this test`);
	};
	return {
		store,
		compute: { threads: 0, run: async () => await refuse('workers'), close: async () => {} },
		clock: { now: () => now },
		random: seededRandom(1),
		request: async () => await refuse('network'),
		notify: { progress: (sentence) => notices.push(sentence), hint: (sentence) => notices.push(sentence) },
		...options.overrides,
		notices,
		sleep: ({ days }) => {
			now += days * DAY_MILLISECONDS;
		},
	};
}
