import type { CompiledPolicy } from '../policy/compile.ts';

/** A policy in the form of another product. */
export interface NativePolicy {
	/** The whole file. */
	readonly text: string;
	/** What the policy says and this format cannot, each as a sentence for the admin. */
	readonly unexpressed: readonly string[];
}

/** A format that policies are compiled to. */
export interface CompileTarget {
	/** As it is named on the command line. */
	readonly id: string;
	/** What it is for, in a few words. */
	readonly title: string;
	/** What to call the file. */
	readonly file: string;
	/** Where it belongs on a machine; `undefined` where it is imported or pushed by something else. */
	readonly place: string | undefined;
	/** How two of its files are compared: by the values in them, or line by line. */
	readonly form: 'json' | 'toml' | 'yaml' | 'lines';
	/** Says in its format what `policy` says at `now`, in epoch milliseconds. */
	readonly compile: (policy: CompiledPolicy, now: number) => NativePolicy;
}

/** The operating systems that policies know. */
export type Os = 'linux' | 'darwin' | 'win32';
