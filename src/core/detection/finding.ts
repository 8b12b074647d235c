import type { AssistantId } from '../catalog/assistant.ts';
import type { DocumentSignal, Signal } from './signal.ts';

/** What the signal does with the assistant, strongest first. Only `run` and `install` are use. */
export const uses = ['run', 'install', 'uninstall', 'query', 'mention', 'leftover'] as const;
export type Use = (typeof uses)[number];

/**
 * How sure the identification is. `certain`: nothing else has this mark. `likely`: the name is the assistant's, and
 * nothing speaks for another program of that name. `possible`: the name is shared, and nothing tells which it is.
 */
export const certainties = ['certain', 'likely', 'possible'] as const;
export type Certainty = (typeof certainties)[number];

/** Where a command runs that does not run here: in a container, or on another machine. */
export type Place = 'container' | 'otherMachine';

/** The mark that gave an assistant away, as text that can be shown: `{fingerprint: 'command', value: 'claude'}`. */
export interface Evidence {
	readonly fingerprint:
		| 'extension'
		| 'command'
		| 'package'
		| 'path'
		| 'installUrl'
		| 'address'
		| 'image'
		| 'contribution'
		| 'action'
		| 'feature'
		| 'module'
		| 'setting'
		| 'environment';
	readonly value: string;
	/** Where in the signal's text it stands: start and end offsets in UTF-16 code units. */
	readonly range?: readonly [start: number, end: number] | undefined;
}

/** A script on the way to a command: its name, and the line that leads on. Lines count from 1. */
export interface ScriptStep {
	readonly name: string;
	readonly file: string;
	readonly line: number;
}

/** A signal identified as an assistant. */
export interface Finding {
	readonly signal: Signal | DocumentSignal;
	/** `null`: an AI assistant that the catalog does not know, or a command line that could not be read whole. */
	readonly assistant: AssistantId | null;
	readonly use: Use;
	readonly certainty: Certainty;
	readonly evidence: readonly Evidence[];
	/** The scripts that lead there, the first one called first; absent where the signal itself names the command. */
	readonly via?: readonly ScriptStep[] | undefined;
	/** Set where it does not run on this machine itself. */
	readonly where?: Place | undefined;
	/** Set where part of the command line could not be read, so the finding may not be all there is. */
	readonly unreadable?: string | undefined;
}
