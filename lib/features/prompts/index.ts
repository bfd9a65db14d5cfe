import { readMessagesPrompt } from './readMessages/prompt';

/** Every prompt of this stage; a test runs each member's example. */
export const featurePrompts = [readMessagesPrompt] as const;
