import type { AssistantId } from '../catalog/assistant.ts';
import type { OtherSetting } from '../catalog/reads.ts';

/** A file as it was found: what it says, or why that is not known. */
export type FoundFile =
	| { readonly text: string; readonly link?: boolean }
	| { readonly problem: 'notText' | 'tooLarge' | 'unreadable' };

/** The files of one place (a workspace folder, or the home), by path. */
export type FoundFiles = ReadonlyMap<string, FoundFile>;

export type CarryKind = 'instructions' | 'server' | 'command' | 'ignore' | 'keys' | 'other';

/** Why something stays where it is. */
export type StayReason =
	/** The next assistant has no place for it. */
	| 'noPlace'
	/** It belongs to one person, and the next assistant has no place for that. */
	| 'personal'
	/** Something else has that name there already. */
	| 'taken'
	/** It holds what looks like a key. */
	| 'holdsKey'
	/** It is a link to somewhere else, or would be written through one. */
	| 'link'
	| 'notText'
	| 'tooLarge'
	| 'unreadable'
	/** Its form could not be read. */
	| 'notUnderstood'
	/** The form of the file that it would go to could not be read. */
	| 'targetNotUnderstood'
	| 'empty'
	/** Only the assistant that it is from understands it. */
	| 'onlyThere';

/** What becomes of one thing. */
export type CarryOutcome =
	| { readonly state: 'carried'; readonly target: string }
	/** The next assistant has it already, or reads it itself. */
	| { readonly state: 'there'; readonly target: string }
	| { readonly state: 'stays'; readonly reason: StayReason; readonly target?: string };

/** What is different of something that is carried. */
export type CarryNote =
	/** Values that were left behind, by name; what stands for them has to be set. */
	| { readonly code: 'secrets'; readonly names: readonly string[] }
	/** Settings that the next assistant does not have. */
	| { readonly code: 'fields'; readonly names: readonly string[] }
	/** It says to read other files, by `@path`. */
	| { readonly code: 'imports' }
	/** It runs shell lines when it is called. */
	| { readonly code: 'shell' }
	/** It was for the files below a folder only, and says so in words now. */
	| { readonly code: 'scope'; readonly files: string }
	/** It is private: the new file has to be kept out of what is shared. */
	| { readonly code: 'private' }
	/** Lines that bring files back are left out. */
	| { readonly code: 'exceptions'; readonly lines: readonly string[] };

/** One thing that people have with an assistant, and what becomes of it. */
export interface CarryItem {
	/** The same for the same thing, whatever else is there. */
	readonly id: string;
	readonly kind: CarryKind;
	readonly assistant: AssistantId;
	/** The path of its file. */
	readonly source: string;
	/** Its name within the file: a server's, a key. */
	readonly name?: string;
	/** What else it is, of kind `other`. */
	readonly what?: OtherSetting;
	readonly outcome: CarryOutcome;
	readonly notes: readonly CarryNote[];
}
