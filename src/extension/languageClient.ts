import {
	type CodeAction,
	type Command,
	env,
	type ExtensionContext,
	type FileSystemWatcher,
	l10n,
	Uri,
	window,
	workspace,
} from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { decide } from '../core/decision/decide.ts';
import type { Decision } from '../core/decision/decide.ts';
import type { PolicyClient } from '../node/policy/policyClient.ts';
import {
	policyMessage,
	type PolicyMessage,
	scanMessage,
	type ServerOptions,
	type SwitchSubject,
} from '../protocol/messages.ts';
import { windowContext } from './context.ts';
import { commands } from './contributions.ts';
import { guarded, type Log } from './log.ts';
import { configuredAnchor } from './settings.ts';

/** The language server as the rest of the extension knows it. */
export interface LanguageServer {
	/** Gives it the policy in force, and has it look through the workspace anew. */
	tellPolicy(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts the language server in a process of its own. It is given what the extension knows; it asks for nothing. */
export async function startLanguageServer(
	context: ExtensionContext,
	policyClient: PolicyClient,
	log: Log,
): Promise<LanguageServer> {
	const module = context.asAbsolutePath('server.cjs');
	const server = { module, transport: TransportKind.ipc };
	// What people let stand may be changed by others, as by a change of the branch.
	const ignoreFiles = workspace.createFileSystemWatcher('**/.approved-assistants.json');
	const client = new LanguageClient(
		'approvedAssistants',
		'Approved Assistants',
		server,
		clientOptions(context, policyClient, ignoreFiles),
	);
	await client.start();
	return {
		tellPolicy: async () => {
			await client.sendNotification(policyMessage, policyInForce(policyClient, log));
			void guarded(log, 'scan', async () => {
				const outcome = await client.sendRequest(scanMessage);
				log.info(`looked through the workspace: ${JSON.stringify(outcome)}`);
			});
		},
		stop: async () => {
			ignoreFiles.dispose();
			await client.dispose();
		},
	};
}

function clientOptions(
	context: ExtensionContext,
	policyClient: PolicyClient,
	ignoreFiles: FileSystemWatcher,
): LanguageClientOptions {
	const initializationOptions: ServerOptions = {
		language: env.language,
		messages: l10n.bundle,
		grammarsFolder: context.asAbsolutePath('grammars'),
	};
	return {
		documentSelector: [{ scheme: 'file' }, { scheme: 'vscode-notebook-cell' }],
		initializationOptions,
		outputChannel: window.createOutputChannel('Approved Assistants: files', { log: true }),
		synchronize: { fileEvents: ignoreFiles },
		middleware: {
			provideCodeActions: async (...request) => {
				const [document, range, about, token, next] = request;
				const actions = await next(document, range, about, token);
				return actions?.map((action) => withSubject(action, policyClient));
			},
		},
	};
}

/** The bundle as it was accepted; the server verifies it again. */
function policyInForce(policyClient: PolicyClient, log: Log): PolicyMessage {
	const { now: _theServersOwn, ...where } = windowContext();
	const anchor = configuredAnchor(log);
	const accepted = policyClient.accepted();
	const policy = policyClient.policy();
	const status = policyClient.status();
	if (policy === undefined || anchor === undefined || accepted === undefined || status.state !== 'active') {
		return { context: where };
	}
	const codes = policy.exemptions
		.filter(({ grantedBy }) => grantedBy === 'code')
		.flatMap(({ rules, until }) => [...rules].map((rule) => ({ rule, until })));
	const { freshness, machine, sha256: chosen } = status.policy;
	const grants = { machine, codes };
	return { accepted: { anchor, bundle: accepted.bundle, chosen, freshness, grants }, context: where };
}

/** What is the extension's own wants what only the extension has: a decision, which the server can only name, or an address. */
function withSubject(action: CodeAction | Command, policyClient: PolicyClient): CodeAction | Command {
	const command = 'command' in action ? action.command : undefined;
	if (typeof command === 'object') {
		command.arguments = subjectOf(command, policyClient);
	}
	return action;
}

function subjectOf({ command, arguments: given = [] }: Command, policyClient: PolicyClient): unknown[] {
	const [first, ...others] = given as unknown[];
	if (command === commands.switch) {
		return first === undefined ? [] : [decisionOf(first as SwitchSubject, policyClient)];
	}
	// A text would be opened where the window is, which is another machine than that of the files in remote windows.
	return typeof first === 'string' && [commands.carryOver, 'vscode.open'].includes(command)
		? [Uri.parse(first), ...others]
		: (given as unknown[]);
}

function decisionOf({ assistant, path }: SwitchSubject, policyClient: PolicyClient): Decision {
	const signal = { kind: 'document' as const, path };
	const finding = {
		signal,
		assistant,
		use: 'install' as const,
		certainty: 'certain' as const,
		evidence: [],
	};
	return decide(policyClient.policy(), finding, windowContext());
}
