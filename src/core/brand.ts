declare const brand: unique symbol;

/**
 * A type that only one function can make. `Brand<Policy, 'Verified'>` is a `Policy` that went through the verifier;
 * the mark exists for the compiler alone.
 */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
