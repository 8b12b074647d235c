import path from 'node:path';
import { installEditor } from '../editor/installEditor.ts';
import { installPinned } from '../editor/pinnedInstall.ts';
import { packageExtension } from '../packageExtension.ts';
import { packageFixtures } from '../packageFixtures.ts';
import { root } from '../paths.ts';
import { type DemoEditor, startDemoEditor } from './demoEditor.ts';
import { type DemoPolicy, startDemoPolicy } from './demoPolicy.ts';
import type { StartOptions } from './options.ts';
import { step } from './progress.ts';

/** The whole demonstration, running. */
export interface Demo {
	readonly policy: DemoPolicy;
	readonly editor: DemoEditor;
	/** Ends all that was started; nothing of it is left running. */
	stop(): Promise<void>;
}

/** The extensions that stand for what a developer has installed. */
const fixtureIds = ['anthropic.claude-code', 'openai.chatgpt', 'example.bystander'];

/**
 * Builds, packages, publishes and starts everything, and prints each step.
 *
 * @param userHome The home of what runs in the editor; the person's own if absent.
 */
export async function startDemo(
	options: StartOptions,
	home = path.join(root, '.demo'),
	userHome?: string,
): Promise<Demo> {
	const endings: (() => Promise<void>)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of endings.splice(0).toReversed()) {
			await end();
		}
	};
	try {
		await step('VS Code from the npm registry', installEditor);
		const tools = await step(
			'Qoder’s own command line, the sanctioned one',
			async (say) =>
				await installPinned(
					{ name: 'qodercli', command: 'install', arrangement: 1, arrange: async () => {} },
					say,
				),
		);
		const { extension, fixtures } = await step(
			'Approved Assistants and the stand-in extensions as VSIX',
			async () => {
				return { extension: await packageExtension(), fixtures: await packageFixtures() };
			},
		);
		const policy = await step('Policy, signed and served', async () => {
			const qoder = fixtures.get('qoder.qoder');
			if (qoder === undefined) {
				throw new Error('The fixture extension qoder.qoder is missing.');
			}
			return await startDemoPolicy(home, qoder, options.policy);
		});
		endings.push(async () => await policy.host.close());
		const editor = await step('The editor', async (say) => {
			const installed = fixtureIds.flatMap((id) => fixtures.get(id)?.file ?? []);
			return await startDemoEditor({
				home,
				userHome,
				anchor: policy.anchor,
				vsix: [extension.file, ...installed, ...options.install],
				folder: options.folder,
				port: options.port,
				sanctionedBin: path.join(tools, 'node_modules/.bin'),
				say,
			});
		});
		endings.push(editor.stop);
		return { policy, editor, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
