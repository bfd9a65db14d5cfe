import type { Violation, ViolationKind } from '../types';

/** A violation before it is known in which part of the message it stands. */
export type Found = Omit<Violation, 'where'>;

const WORDS_MAX = 80;

/** reason completes the sentence that starts with the words found. */
export function violation(kind: ViolationKind, found: string, reason: string): Found {
	const words = found.replace(/\s+/g, ' ').trim().slice(0, WORDS_MAX);
	return { kind, found: words, sentence: `"${words}" ${reason}` };
}
