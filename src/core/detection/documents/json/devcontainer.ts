import { matchImage } from '../../command/naming/images.ts';
import { matchPackage } from '../../command/naming/packages.ts';
import { type Draft, note, readScript } from '../draft.ts';
import { matchFeature } from '../naming/matchAddress.ts';
import { packagesOf } from '../naming/packageKinds.ts';
import { sliceOf } from '../slice.ts';
import { readCommandMember, readWordList, textNode } from './jsonCommands.ts';
import { isOutermost, type JsonString, jsonRemoval } from './jsonDocument.ts';
import { noteExtension, readByRule } from './jsonRules.ts';
import { noteSetting } from './settings.ts';

/** `devcontainer.json`: features, extensions, the image and the commands of its life. */
export function readDevcontainer(draft: Draft): void {
	if (!draft.text.includes('"')) {
		if (/^\s*(?:\/\/|\/?\*)/.test(draft.text)) {
			return;
		}
		readScript(draft, sliceOf(draft.text, 0, draft.text.length), 'sh');
		return;
	}
	readByRule(draft, (_, string) =>
		string.isKey ? readFeature(draft, string) : readDevcontainerValue(draft, string),
	);
}

function readFeature(draft: Draft, string: JsonString): void {
	const { path, value, range, node } = string;
	if (path.at(-2) === 'settings' || isOutermost(path)) {
		noteSetting(draft, string);
	}
	readCommandMember(draft, string);
	if (/features$/i.test(String(path.at(-2))) || (isOutermost(path) && value.includes('/'))) {
		const removal = jsonRemoval(draft.text, node);
		note(draft, { range, role: 'install', removal }, matchFeature(draft, value));
	}
}

function readDevcontainerValue(draft: Draft, string: JsonString): void {
	const { path, value, range, slice } = string;
	const last = path.at(-1);
	if (last === 'image') {
		note(draft, { range, role: 'run' }, matchImage(draft.fingerprints, value));
	} else if (String(path[0]).endsWith('Command')) {
		readLifecycleCommand(draft, string);
	} else if (typeof last === 'string' && String(path.at(-2)).includes('/')) {
		readFeatureOption(draft, string);
	} else if (path.at(-2) === 'extensions' || isOutermost(path)) {
		noteExtension(draft, string);
		// One of several commands, copied without the key that they stand under.
		if (typeof last === 'string' && aCommand.test(value)) {
			readScript(draft, slice, 'sh');
		}
	}
}

/** A line, a list of words, or several of them under names of their own. */
function readLifecycleCommand(draft: Draft, { path, slice, node }: JsonString): void {
	const last = path.at(-1);
	if (last === 0) {
		readWordList(draft, (node.parent?.children ?? []).flatMap(textNode));
	} else if (typeof last === 'string') {
		readScript(draft, slice, 'sh');
	}
}

/** A value that can only be a command: more of them in a row, an option, a package manager's verb. */
const aCommand = /\s(?:&&|\|\|?|;)\s|\s--?[a-z]|^(?:npm|pnpm|yarn|bun|pipx?|uv|brew|cargo) \w+ \S/;

/** Features that install packages are told which: `"npm-package:1": {"package": "x"}`. */
function readFeatureOption(draft: Draft, { path, value, range }: JsonString): void {
	const feature = String(path.at(-2));
	const source = packagesOf(feature.slice(feature.lastIndexOf('/')));
	for (const name of source === undefined ? [] : value.split(/[\s,]+/)) {
		note(draft, { range, role: 'install' }, source && matchPackage(draft.fingerprints, source, name));
	}
}
