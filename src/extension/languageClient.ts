import { join } from 'node:path';
import {
	type CodeAction,
	type Command,
	commands as editorCommands,
	env,
	type ExtensionContext,
	l10n,
	window,
} from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { decide } from '../core/decision/decide.ts';
import type { Decision } from '../core/decision/decide.ts';
import { readPolicyStore } from '../node/policyStore.ts';
import type { PolicyClient } from '../node/policyClient.ts';
import {
	carryOverCommand,
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
	const client = new LanguageClient(
		'approvedAssistants',
		'Approved Assistants',
		server,
		clientOptions(context, policyClient),
	);
	await client.start();
	return {
		tellPolicy: async () => {
			await client.sendNotification(policyMessage, policyInForce(context, policyClient, log));
			void guarded(log, 'scan', async () => {
				const outcome = await client.sendRequest(scanMessage);
				log.info(`looked through the workspace: ${JSON.stringify(outcome)}`);
			});
		},
		stop: async () => await client.dispose(),
	};
}

function clientOptions(context: ExtensionContext, policyClient: PolicyClient): LanguageClientOptions {
	const initializationOptions: ServerOptions = {
		language: env.language,
		messages: l10n.bundle,
		grammarsFolder: context.asAbsolutePath('grammars'),
	};
	return {
		documentSelector: [{ scheme: 'file' }],
		initializationOptions,
		outputChannel: window.createOutputChannel('Approved Assistants: files', { log: true }),
		synchronize: {},
		middleware: {
			provideCodeActions: async (...request) => {
				const [document, range, about, token, next] = request;
				const actions = await next(document, range, about, token);
				const known = new Set(await editorCommands.getCommands(true));
				return actions
					?.filter(
						(action) => commandOf(action) !== carryOverCommand || known.has(carryOverCommand),
					)
					.map((action) => withDecision(action, policyClient));
			},
		},
	};
}

/** The bundle as it was accepted and saved; the server verifies it again. */
function policyInForce(context: ExtensionContext, policyClient: PolicyClient, log: Log): PolicyMessage {
	const { now: _theServersOwn, ...where } = windowContext();
	const anchor = configuredAnchor(log);
	const [newest] = readPolicyStore(join(context.globalStorageUri.fsPath, 'policy'));
	return policyClient.policy() === undefined || anchor === undefined || newest === undefined
		? { context: where }
		: { accepted: { anchor, bundle: newest.stored.bundle }, context: where };
}

function commandOf({ command }: CodeAction | Command): string | undefined {
	return typeof command === 'object' ? command.command : command;
}

/** The switch is the extension's own: it wants a decision, which the server can only name. */
function withDecision(action: CodeAction | Command, policyClient: PolicyClient): CodeAction | Command {
	const command = 'command' in action ? action.command : undefined;
	if (typeof command !== 'object' || command.command !== commands.switch) {
		return action;
	}
	const [subject] = (command.arguments ?? []) as readonly SwitchSubject[];
	command.arguments = subject === undefined ? [] : [decisionOf(subject, policyClient)];
	return action;
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
