import * as z from 'zod';
import { packageSources } from '../catalog/packageSources.ts';
import { shellKinds, type Signal } from '../detection/signal.ts';
import { pathText } from '../policy/pathText.ts';
import { failure, type Result, success } from '../result.ts';

/** A line that is no signal. `ref` is given where it could be read. */
export interface LineProblem {
	readonly code: 'badJson' | 'badSignal' | 'tooLong';
	readonly message: string;
	readonly ref?: string | number | undefined;
}

/** A signal with the reference that its decision is to carry. */
export interface SignalLine {
	readonly signal: Signal;
	readonly ref: string | number | undefined;
}

const otherShellNames: Readonly<Record<string, (typeof shellKinds)[number]>> = {
	powershell: 'pwsh',
	dash: 'sh',
	ash: 'sh',
	ksh: 'sh',
	'cmd.exe': 'cmd',
};
const ref = z.union([z.string(), z.number()]).optional();
const shell = z.preprocess(
	(name) => (typeof name === 'string' ? (otherShellNames[name] ?? name) : name),
	z.enum(shellKinds).default('bash'),
);

// Members that are not known are passed over: records of other tools carry more than a signal.
const signalSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('command'), shell, text: z.string(), id: ref, ref }),
	z.object({
		kind: z.literal('extension'),
		id: z.string().min(1),
		version: z.string().optional(),
		active: z.boolean().optional(),
		aiContributions: z.array(z.string()).optional(),
		commands: z.array(z.string()).optional(),
		ref,
	}),
	z.object({
		kind: z.literal('installed'),
		what: z.enum(['editor', 'program', 'package', 'mcpServer', 'remains']),
		name: z.string().min(1),
		path: z.string(),
		version: z.string().optional(),
		target: z.string().optional(),
		packages: z.array(z.object({ source: z.enum(packageSources), name: z.string() })).optional(),
		form: z.enum(['binary', 'script', 'gone']).optional(),
		marks: z.array(z.string()).optional(),
		settings: z.array(z.string()).optional(),
		command: z.string().optional(),
		present: z.boolean().optional(),
		ref,
	}),
]);

/** Reads one line of JSON as a signal. A command's `id` is its reference; an extension's names the extension. */
export function readSignalLine(line: string): Result<SignalLine, LineProblem> {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return failure({ code: 'badJson', message: 'This line is not JSON.' });
	}
	const parsed = signalSchema.safeParse(value);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const path = pathText(issue?.path ?? []);
		const message = `${path === '' ? 'This line' : `"${path}"`} is not as a signal needs it: ${issue?.message}.`;
		return failure({ code: 'badSignal', message, ref: refIn(value) });
	}
	const { data } = parsed;
	if (data.kind === 'command') {
		return success({
			signal: { kind: 'command', shell: data.shell, text: data.text },
			ref: data.ref ?? data.id,
		});
	}
	const { ref: reference, ...signal } = data;
	return success({ signal, ref: reference });
}

function refIn(value: unknown): string | number | undefined {
	const { ref: given, id } = (value ?? {}) as { readonly ref?: unknown; readonly id?: unknown };
	const found = given ?? id;
	return typeof found === 'string' || typeof found === 'number' ? found : undefined;
}
