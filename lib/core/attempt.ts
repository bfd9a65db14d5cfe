import { InvalidInput } from './errors';
import { failure, success, type Outcome } from './outcome';

/** A value, or the InvalidInput that kept it from being made; any other error goes on. */
export function attempt<Value>(work: () => Value): Outcome<Value> {
	try {
		return success(work());
	} catch (error) {
		if (error instanceof InvalidInput) return failure(error);
		throw error;
	}
}
