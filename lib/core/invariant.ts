import { Defect } from './errors';

/** Asserts what this package promised itself; a failure is a bug here, never the user's. */
export function invariant(condition: unknown, sentence: string): asserts condition {
	if (!condition) throw new Defect(sentence);
}

/** Makes a switch over a union exhaustive at compile time and loud at run time. */
export function assertNever(value: never, what: string): never {
	throw new Defect(`${what} "${String(value)}" has no case here`);
}
