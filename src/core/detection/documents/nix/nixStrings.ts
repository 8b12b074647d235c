import { matchPackage, matchRepository } from '../../command/naming/packages.ts';
import type { Draft } from '../draft.ts';
import { matchNamesake } from '../naming/matchAddress.ts';
import { noteToken } from './nixFrames.ts';
import type { NixToken } from './nixText.ts';

/** A string that names something: a cask, a flake, a tarball, a repository. */
export function readNamed(draft: Draft, token: NixToken, path: readonly string[]): boolean {
	const { fingerprints } = draft;
	const { text } = token;
	if (path.some((part) => /^(?:casks|brews)$/.test(part))) {
		return noteToken(draft, token, matchPackage(fingerprints, 'brew', text));
	}
	if (path.some((part) => /npm/i.test(part)) && /^@?[\w./-]+$/.test(text)) {
		return noteToken(draft, token, matchPackage(fingerprints, 'npm', text));
	}
	if (/^(?:github:|git\+https:\/\/github\.com\/)/.test(text)) {
		const address = text.replace(/^(github:[\w.-]+\/[\w.-]+).*$/, '$1');
		return noteToken(
			draft,
			{ ...token, end: token.start + address.length },
			matchRepository(fingerprints, undefined, address) ?? matchNamesake(draft, address),
		);
	}
	if (/^https?:\/\/[^/]+\/(?:.*\/)?-\/[^/]+\.tgz/.test(text)) {
		return noteToken(draft, token, matchPackage(fingerprints, 'npm', text));
	}
	return path.at(-1) === 'url' && noteToken(draft, token, matchRepository(fingerprints, undefined, text));
}
