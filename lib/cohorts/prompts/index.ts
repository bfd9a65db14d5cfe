import { nameSegmentsPrompt } from './nameSegments/prompt';

/** Every prompt of this stage; a test runs each member's example. */
export const cohortPrompts = [nameSegmentsPrompt] as const;
