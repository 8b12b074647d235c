import type { DecisionContext } from '../../core/decision/context.ts';
import { type Decision, decide, strongestDecision } from '../../core/decision/decide.ts';
import { fingerprintsOf } from '../../core/detection/command/fingerprints.ts';
import { matchPackage } from '../../core/detection/command/packages.ts';
import { detectInstalled } from '../../core/detection/installedDetector.ts';
import { mcpServersIn } from '../../core/inventory/mcpServers.ts';
import type { CompiledPolicy } from '../../core/policy/compile.ts';

/** What the policy says of an MCP server, by what starts it; `undefined` where it is nobody's that the catalog knows. */
export function serverDecision(
	policy: CompiledPolicy,
	context: DecisionContext,
	name: string,
	entry: unknown,
): Decision | undefined {
	const { catalog } = policy;
	const fingerprints = fingerprintsOf(catalog);
	const servers = mcpServersIn(
		{ servers: { [name]: entry } },
		({ source, name: wanted }) => matchPackage(fingerprints, source, wanted) !== undefined,
	);
	const findings = servers.flatMap(({ command, packages }) =>
		detectInstalled(catalog, {
			kind: 'installed',
			what: 'mcpServer',
			name,
			path: 'mcp.json',
			command,
			...(packages.length === 0 ? {} : { packages }),
		}),
	);
	return strongestDecision(findings.map((finding) => decide(policy, finding, context)));
}
