import {
	Defect,
	InvalidInput,
	NotEnoughData,
	ServiceUnavailable,
	SetupNeeded,
} from '../core/errors';

/** An error as plain data: structured cloning between threads would lose its class and name. */
export interface PackedError {
	readonly name: string;
	readonly message: string;
	readonly stack?: string;
	readonly retryAfterSeconds?: number;
	readonly cause?: PackedError;
}

const classes = { InvalidInput, SetupNeeded, NotEnoughData, ServiceUnavailable, Defect };

export function packError(thrown: unknown): PackedError {
	if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
	return {
		name: thrown.name,
		message: thrown.message,
		stack: thrown.stack,
		...(thrown instanceof ServiceUnavailable && { retryAfterSeconds: thrown.retryAfterSeconds }),
		...(thrown.cause !== undefined && { cause: packError(thrown.cause) }),
	};
}

/** The error again, of its own class when it is one of ours; the stack is that of the worker thread. */
export function unpackError(packed: PackedError): Error {
	const options = {
		cause: packed.cause && unpackError(packed.cause),
		retryAfterSeconds: packed.retryAfterSeconds,
	};
	const Class = isOurs(packed.name) ? classes[packed.name] : undefined;
	const error = Class ? new Class(packed.message, options) : new Error(packed.message, options);
	if (Class === undefined) error.name = packed.name;
	if (packed.stack !== undefined) error.stack = packed.stack;
	return error;
}

function isOurs(name: string): name is keyof typeof classes {
	return Object.hasOwn(classes, name);
}
