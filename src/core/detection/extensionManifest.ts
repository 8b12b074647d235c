import { aiCategories, aiContributionPoints } from './lookAlike.ts';
import type { ExtensionSignal } from './signal.ts';

/** What an extension's manifest (package.json, as read) says that assistants say, and what it brings in. */
export function manifestFacts(
	manifest: unknown,
): Pick<ExtensionSignal, 'aiContributions' | 'commands' | 'brings'> {
	const contributes = member(manifest, 'contributes');
	const categories = textsIn(member(manifest, 'categories'));
	const brings = [
		...textsIn(member(manifest, 'extensionPack')),
		...textsIn(member(manifest, 'extensionDependencies')),
	];
	return {
		aiContributions: [
			...aiContributionPoints.filter((point) => member(contributes, point) !== undefined),
			...aiCategories.filter((category) => categories.includes(category)),
		],
		commands: listOf(member(contributes, 'commands'))
			.map((one) => member(one, 'command'))
			.filter((command) => typeof command === 'string'),
		...(brings.length === 0 ? {} : { brings }),
	};
}

function textsIn(value: unknown): readonly string[] {
	return listOf(value).filter((one) => typeof one === 'string');
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
