import { writeMessagePrompt } from './writeMessage/prompt';

/** Every prompt of this stage; a test runs each member's example. */
export const messagePrompts = [writeMessagePrompt] as const;
