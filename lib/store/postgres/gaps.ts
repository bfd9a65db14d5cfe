import type { Gaps } from '../gaps';

export const postgresGaps: Gaps = {
	severalMachines: { when: 'notImplemented', reason: 'replicas and partitions are set up in Postgres itself' },
};
