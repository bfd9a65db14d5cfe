import type { Gaps } from '../gaps';

export const clickHouseGaps: Gaps = {
	transactions: { when: 'never', reason: 'ClickHouse keeps each statement by itself: what was broken off is completed by the retry, a part of an import too' },
	onceAcrossProcesses: { when: 'never', reason: 'ClickHouse has no unique keys: equal rows count once, different ones under one id do not' },
	reservedOnceAcrossProcesses: { when: 'never', reason: 'ClickHouse cannot reserve: let one process send, or give the provider the idempotency key' },
	linkedAcrossProcesses: { when: 'never', reason: 'ClickHouse has no locks: one of the two may be seen only with the next link of that person' },
};
