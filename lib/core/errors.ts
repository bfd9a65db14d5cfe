/**
 * Five errors, named by what the reader should do next. The sentence says what, where, and what
 * was expected. `nodes/shared` turns them into n8n's errors; nobody matches on message text.
 */
abstract class CohortsError extends Error {
	abstract readonly remedy: 'fix-input' | 'fix-setup' | 'collect-more' | 'retry' | 'report';

	constructor(message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.name = new.target.name;
	}
}

/** A field, file, rule or body is wrong: change it and run again. */
export class InvalidInput extends CohortsError {
	readonly remedy = 'fix-input';
}

/** A credential, folder, model or earlier step is missing or locked: change the set-up. */
export class SetupNeeded extends CohortsError {
	readonly remedy = 'fix-setup';
}

/** The data is too thin for a number worth showing: the sentence says what is missing and when there is enough. */
export class NotEnoughData extends CohortsError {
	readonly remedy = 'collect-more';
}

/** Something outside is away or overloaded: the same call may succeed later. */
export class ServiceUnavailable extends CohortsError {
	readonly remedy = 'retry';
	readonly retryAfterSeconds: number | undefined;

	constructor(message: string, options?: { cause?: unknown; retryAfterSeconds?: number }) {
		super(message, options);
		this.retryAfterSeconds = options?.retryAfterSeconds;
	}
}

/** This package broke a promise to itself: report it. */
export class Defect extends CohortsError {
	readonly remedy = 'report';
}

export function isCohortsError(error: unknown): error is CohortsError {
	return error instanceof CohortsError;
}

export type { CohortsError };
