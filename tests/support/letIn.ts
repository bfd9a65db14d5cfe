import type { ScreenPolicy } from '../../lib/privacy/screen/types';

/** The policy of a node whose Privacy field nobody touched. */
export const letIn: ScreenPolicy = { keep: 'all', shortenIp: true, optedOut: 'keepForContract' };
