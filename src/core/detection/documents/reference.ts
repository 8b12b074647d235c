import type { AssistantId } from '../../catalog/assistant.ts';
import type { Certainty, Evidence, Use } from '../finding.ts';

/** A file, or the part of one that was read. */
export interface Document {
	/** Relative to the workspace folder, with `/`. Tells the format. */
	readonly path: string;
	/** The editor's name for its language, for files whose path tells nothing. */
	readonly languageId?: string | undefined;
	readonly text: string;
}

/**
 * What a place in a file does with an assistant. `config`: it sets it up or belongs to it, which proves no use; the
 * others have it run, installed, recommended, depended on or imported.
 */
export const referenceRoles = ['run', 'install', 'extension', 'dependency', 'import', 'config'] as const;
export type ReferenceRole = (typeof referenceRoles)[number];

/** Start and end as UTF-16 offsets in the document's text. */
export type Range = readonly [start: number, end: number];

/** A place in a document that names an assistant. */
export interface Reference {
	readonly range: Range;
	readonly assistant: AssistantId;
	readonly role: ReferenceRole;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly evidence: Evidence;
	/** What to delete so that the entry is gone and the rest of the file is as it was. */
	readonly removal?: Range | undefined;
	/** It is an extension's id and can be replaced by another one. */
	readonly replaceable?: boolean | undefined;
}

/** What each role is for a rule. */
export const useOfRole: Readonly<Record<ReferenceRole, Use>> = {
	run: 'run',
	install: 'install',
	extension: 'install',
	dependency: 'install',
	import: 'run',
	config: 'leftover',
};
