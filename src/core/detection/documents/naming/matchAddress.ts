import type { Assistant } from '../../../catalog/assistant.ts';
import { matchImage } from '../../command/naming/images.ts';
import { nameOfFlake, type PackageMatch } from '../../command/naming/packages.ts';
import { certain, type Draft, type Match } from '../draft.ts';

/** The assistant that `uses: owner/name/path@ref` runs. */
export function matchAction(draft: Draft, reference: string): Match | PackageMatch | undefined {
	if (reference.startsWith('docker://')) {
		return matchImage(draft.fingerprints, reference);
	}
	const name = /^([\w.-]+\/[\w.-]+)(?:\/[^@\s]*)?(?:@\S*)?$/.exec(reference.trim())?.[1]?.toLowerCase();
	if (name === undefined || name.startsWith('./')) {
		return undefined;
	}
	const own = draft.names.byAction.get(name) ?? draft.fingerprints.byRepository.get(name);
	return certain(own, 'action') ?? likelyAction(draft, name) ?? matchWorkflow(draft, reference);
}

/** Somebody else's workflow that bears an assistant's name: `owner/name/.github/workflows/x-review.yml@main`. */
function matchWorkflow({ names }: Draft, reference: string): Match | undefined {
	const file = /\/\.github\/workflows\/([\w-]+)\.ya?ml@/.exec(reference)?.[1] ?? '';
	const parts = file.toLowerCase().split(/[-_]/);
	const assistant = parts
		.map((_, index) => names.byOwnName.get(parts.slice(0, parts.length - index).join('-')))
		.find((found) => found !== undefined);
	return assistant && { assistant, certainty: 'likely', fingerprint: 'action' };
}

/** Somebody else's; a name that other programs share counts where the owner bears it too: `x-vendor/x-workflows`. */
function likelyAction(draft: Draft, name: string): Match | undefined {
	const [owner = '', repository = ''] = name.split('/');
	const bare = bareName(repository);
	const sameName = draft.catalog.byId.get(bare);
	const isShared =
		bare.length < 5 ||
		sameName?.namesakes?.some((one) => one.command === bare && one.usually !== 'assistant') === true;
	// `setup-x`, `x-action`; workflows may be about anything.
	const isPackaging = bare !== repository && !/workflows?$/.test(repository);
	const isOwners = sameName !== undefined && (owner.includes(sameName.id) || (isPackaging && !isShared));
	return (
		likely(draft, repository, 'action') ??
		(isOwners ? { assistant: sameName, certainty: 'likely', fingerprint: 'action' } : undefined)
	);
}

/** The assistant whose image a value names, also where that is only what it is unless a variable says otherwise. */
export function matchImageText({ fingerprints }: Draft, text: string): PackageMatch | undefined {
	const otherwise = /^\$\{\w+:?-([^}]+)\}(.*)$/.exec(text);
	return matchImage(fingerprints, otherwise === null ? text : `${otherwise[1]}${otherwise[2]}`);
}

/** A registry's host tells that a value is an image, whatever its key is called. */
export function matchHostedImage({ fingerprints }: Draft, text: string): PackageMatch | undefined {
	return /^[\w-]+(?:\.[\w-]+)+\/[\w./-]+[:@][\w.:-]+$/.test(text)
		? matchImage(fingerprints, text)
		: undefined;
}

/** The assistant that a dev container feature brings. */
export function matchFeature(draft: Draft, reference: string): Match | undefined {
	const address = reference
		.toLowerCase()
		.replace(/@sha256:.*$/, '')
		.replace(/:[^/:]*$/, '');
	const own = draft.names.byFeature.get(address);
	const name = address.slice(address.lastIndexOf('/') + 1);
	const { byId } = draft.catalog;
	const sameName = byId.get(name) ?? byId.get(`${name}-cli`) ?? byId.get(`${name}-code`);
	return (
		certain(own, 'feature') ??
		likely(draft, name, 'feature') ??
		(sameName && address.includes('/')
			? { assistant: sameName, certainty: 'likely', fingerprint: 'feature' }
			: undefined)
	);
}

/** Somebody else's package of an assistant, which bears its name: `someone/setup-claude-code`. */
function likely(draft: Draft, name: string, fingerprint: 'action' | 'feature'): Match | undefined {
	const bare = bareName(name);
	const { byOwnName, byJoinedName } = draft.names;
	const assistant: Assistant | undefined =
		byOwnName.get(bare) ??
		byOwnName.get(bare.replace(/-cli$/, '')) ??
		byJoinedName.get(bare) ??
		ownNameWithin(draft, name);
	return assistant === undefined ? undefined : { assistant, certainty: 'likely', fingerprint };
}

/** The longest name of several words that stands in `name`: `google-gemini-cli`, `cursor-agent-container-action`. */
function ownNameWithin({ names }: Draft, name: string): Assistant | undefined {
	const parts = name.split('-');
	for (let length = parts.length - 1; length > 1; length -= 1) {
		for (let from = 0; from + length <= parts.length; from += 1) {
			const assistant = names.byOwnName.get(parts.slice(from, from + length).join('-'));
			if (assistant !== undefined) {
				return assistant;
			}
		}
	}
	return undefined;
}

/** The name without what says that it is a package of something. */
function bareName(name: string): string {
	return name.replace(/^(?:run|setup|install)-/, '').replace(/-(?:github-)?(?:action|workflow)s?$/, '');
}

/** The assistant whose name a repository bears that packs it for Nix: `github:someone/claude-code-nix`. */
export function matchNamesake(draft: Draft, address: string): Match | undefined {
	const name = address.slice(address.lastIndexOf('/') + 1);
	const assistant = draft.names.byOwnName.get(nameOfFlake(name));
	return assistant === undefined ? undefined : { assistant, certainty: 'likely', fingerprint: 'package' };
}
