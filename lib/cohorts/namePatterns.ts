import { buyingPatterns } from './patterns/buyingPatterns';
import { leavingPatterns } from './patterns/leavingPatterns';
import { usingPatterns } from './patterns/usingPatterns';
import type { NamePattern } from './types';

/** Names a marketer would use, each true only of segments that show its traits (see `traits`). */
export const namePatterns: readonly NamePattern[] = [
	...buyingPatterns,
	...leavingPatterns,
	...usingPatterns,
];
