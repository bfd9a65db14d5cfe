import type { Gaps } from '../gaps';

export const duckDbGaps: Gaps = {
	severalProcesses: { when: 'never', reason: 'DuckDB locks its file for one process' },
	onceAcrossProcesses: { when: 'never', reason: 'there is only one process' },
	reservedOnceAcrossProcesses: { when: 'never', reason: 'there is only one process' },
	linkedAcrossProcesses: { when: 'never', reason: 'there is only one process' },
	severalMachines: { when: 'never', reason: 'it is a file on one machine' },
};
