import type { Fingerprints } from './fingerprints.ts';
import type { PackageMatch } from './packages.ts';

/** The assistant whose image `reference` names, with or without registry, tag and digest. */
export function matchImage(fingerprints: Fingerprints, reference: string): PackageMatch | undefined {
	const name = reference
		.toLowerCase()
		.replace(/^docker:\/\//, '')
		.replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '')
		.replace(/@sha256:[0-9a-f]*$/, '');
	const untagged = name.replace(/:[^/:]*$/, '');
	// Where one repository has several assistants, its tags name them.
	const assistant = fingerprints.byImage.get(name) ?? fingerprints.byImage.get(untagged);
	if (assistant !== undefined) {
		return { assistant, certainty: 'certain', fingerprint: 'image' };
	}
	// Projects mostly publish their images under the name of their repository.
	const repository = /^(?:[\w.-]+\.[a-z]+\/)?([\w.-]+\/[\w.-]+)$/.exec(untagged)?.[1];
	const owner = repository === undefined ? undefined : fingerprints.byRepository.get(repository);
	return owner && { assistant: owner, certainty: 'likely', fingerprint: 'image' };
}
