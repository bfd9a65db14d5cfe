import type { Gaps } from '../gaps';

export const postgresGaps: Gaps = {
	selects: { when: 'notYet', reason: 'what is written is not yet taken apart before it runs there' },
	severalMachines: { when: 'notImplemented', reason: 'replicas and partitions are set up in Postgres itself' },
};
