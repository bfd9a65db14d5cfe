/** An expected result of one item in a batch: a value, or the reason there is none. Same order as the requests. */
export type Outcome<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly error: Error };

export function success<Value>(value: Value): Outcome<Value> {
	return { ok: true, value };
}

export function failure<Value = never>(error: Error): Outcome<Value> {
	return { ok: false, error };
}
