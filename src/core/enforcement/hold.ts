/** Why a value could not be brought to what the policy wants. */
export type HoldProblem =
	/** The file is no JSON that could be changed without damage. */
	| { readonly code: 'invalidFile'; readonly file: string }
	/** The name is written twice in the file, and only the last one counts. */
	| { readonly code: 'writtenTwice'; readonly file: string; readonly name: string }
	| { readonly code: 'readOnly'; readonly file: string }
	/** An editor holds changes of the file that are not saved. */
	| { readonly code: 'unsaved'; readonly file: string }
	/** Somebody changes it again each time. */
	| { readonly code: 'contested'; readonly name: string }
	/** The workspace's own settings say otherwise, and those are not ours to change. */
	| { readonly code: 'workspaceDecides'; readonly name: string }
	/** The editor took the value and does not use it: another file, as a remote's machine settings, has the name too. */
	| { readonly code: 'notUsed'; readonly name: string }
	/** The editor's own words. */
	| { readonly code: 'refused'; readonly name: string; readonly message: string };

/** How something that the policy wants held stands. */
export type HoldState =
	| { readonly state: 'idle' }
	/** @prop items What is held: extension ids, names of settings or of servers. */
	| { readonly state: 'enforced'; readonly items: readonly string[] }
	/** It is denied, and its code goes on running until the window is reloaded. */
	| { readonly state: 'untilReload' }
	/** It is changed when the window is in the background: in front the editor would ask for a restart. */
	| { readonly state: 'waiting' }
	/** A value that only an administrator can change is in force; we do not touch it. */
	| { readonly state: 'managed' }
	/** This editor has no such setting. */
	| { readonly state: 'notHere' }
	| { readonly state: 'failed'; readonly problem: HoldProblem };
