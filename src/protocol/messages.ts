import type { DecisionContext } from '../core/decision/context.ts';
import type { TrustAnchor } from '../core/policy/trust/anchor.ts';
import type { Grants } from '../core/policy/exemptions/compileExemptions.ts';
import type { Freshness } from '../core/policy/status.ts';

/** What the extension gives the language server when it starts it. */
export interface ServerOptions {
	/** Language tag as the editor gives it, and its messages; English where there are none. */
	readonly language: string;
	readonly messages?: Readonly<Record<string, string>> | undefined;
	/** Where the shell grammars lie. */
	readonly grammarsFolder: string;
}

/**
 * From the extension to the server, a notification: the policy in force, as the signed bundle that the extension
 * accepted. The server verifies it again, so that no other program can give it a policy. After it, everything is looked
 * at anew.
 */
export const policyMessage = 'approvedAssistants/policy';
export interface PolicyMessage {
	/** Absent: there is no policy, so nothing is said of anything. */
	readonly accepted?: {
		readonly anchor: TrustAnchor;
		/** The text of the bundle. */
		readonly bundle: string;
		/** SHA-256 of the policy that was taken from it, and how recent that is. */
		readonly chosen: string;
		readonly freshness: Freshness;
		/** This machine, and the break-glass codes that were taken here. */
		readonly grants: Pick<Grants, 'machine' | 'codes'>;
	};
	/** Where the window is; the server adds the time. */
	readonly context: Omit<DecisionContext, 'now'>;
}

/**
 * From the extension to the server, a request: looks through the workspace's files and reports what it finds as
 * diagnostics, with progress. A new request, its cancellation, or that of the progress ends the one that is under way.
 */
export const scanMessage = 'approvedAssistants/scan';

/** How a scan came out. */
export interface ScanOutcome {
	readonly files: number;
	readonly references: number;
	/** Why it did not see everything; `late`: the file system did not answer. */
	readonly stopped?: 'cancelled' | 'limit' | 'late' | undefined;
}

/**
 * The server's own command, which the editor's client registers: mends everything in the workspace that can be mended,
 * and has the editor show it before it is done.
 */
export const fixWorkspaceCommand = 'approvedAssistants.fixWorkspace';

/** The extension's command that carries an assistant's file over; its argument is the file's address. */
export const carryOverCommand = 'approvedAssistants.carryOver';

/** The arguments of a code action that asks the extension for the switch away from an assistant. */
export interface SwitchSubject {
	readonly assistant: string;
	readonly path: string;
}
