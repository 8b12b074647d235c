import type { CompiledPolicy } from '../policy/compile.ts';
import { jsonFile } from './json.ts';
import {
	type Destination,
	ownCommands,
	reasonOf,
	sharedCommands,
	type Standing,
	standings,
	unexpressedRules,
} from './standing.ts';
import type { CompileTarget } from './target.ts';
import { names } from './vscodePolicies.ts';

const governed = 'claude-code';
/** A version that never comes: what is older refuses to start. A value that is no version would be ignored. */
const neverReached = '9999.0.0';

/** Managed settings of Claude Code (settings reference, requiredMinimumVersion: 2.1.163 and newer). */
export const claudeCode: CompileTarget = {
	id: 'claude-code',
	title: 'Claude Code, managed settings',
	file: 'claude-code/managed-settings.json',
	place: '/etc/claude-code/managed-settings.json',
	form: 'json',
	compile: (policy, now) => {
		const others = otherAssistants(policy, { now }, governed);
		const own = standings(policy, { now }, 'inform').find(({ assistant }) => assistant.id === governed);
		const blocked = own?.decision.action === 'block';
		const commands = others.flatMap(({ assistant }) => ownCommands(assistant));
		const servers = others.filter(({ assistant }) => assistant.kinds.includes('mcp'));
		const packages = servers.flatMap(({ assistant }) => assistant.packages?.npm ?? []);
		const announcement = own === undefined ? [] : [reasonOf(policy, own.decision, own.assistant.name)];
		const settings = {
			...(blocked ? { requiredMinimumVersion: neverReached } : {}),
			...(announcement.length === 0 ? {} : { companyAnnouncements: announcement }),
			...(commands.length === 0
				? {}
				: { permissions: { deny: commands.map((name) => `Bash(${name}:*)`) } }),
			...(packages.length === 0
				? {}
				: { deniedMcpServers: packages.map((name) => ({ serverCommand: ['npx', '-y', name] })) }),
		};
		return {
			text: jsonFile(settings),
			unexpressed: [
				...unexpressedRules(policy, { now }),
				...(blocked
					? [
							'Claude Code before 2.1.163 does not know requiredMinimumVersion, and starts.',
							'It tells people to update, as if that helped; the reason is shown only by versions that start.',
						]
					: []),
				...unmatched(others),
				...(packages.length === 0
					? []
					: ['MCP servers are denied only when they are started by npx -y alone.']),
			],
		};
	},
};

/** The blocked assistants that another one might start. */
export function otherAssistants(
	policy: CompiledPolicy,
	destination: Destination,
	own: string,
): readonly Standing[] {
	return standings(policy, destination, 'block').filter(({ assistant }) => assistant.id !== own);
}

/** What rules about the beginning of a command line do not reach. */
export function unmatched(others: readonly Standing[]): readonly string[] {
	const shared = others.flatMap(({ assistant }) => sharedCommands(assistant));
	return [
		...(others.length === 0
			? []
			: [
					'Other assistants are denied by the name that a command begins with, not through npx, a script or a path.',
				]),
		...(shared.length === 0 ? [] : [`Names that other programs share are not denied: ${names(shared)}.`]),
	];
}
