/** The outcome of something that is expected to fail at times: a value, or an error that says why. */
export type Result<T, E> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly error: E };

/** A success that carries `value`. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

/** A failure that carries `error`. */
export function failure<E>(error: E): { readonly ok: false; readonly error: E } {
	return { ok: false, error };
}
