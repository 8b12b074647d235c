import * as z from 'zod';
import { moduleLanguages, packageSources } from './packageSources.ts';
import { readsSchema } from './reads.ts';

/** The catalog's name for an assistant: `claude-code`, `qoder`. */
export type AssistantId = string;

const idSchema = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]*$/, 'a catalog id is lower-case letters, digits and dashes');
const names = z.array(z.string().min(1)).readonly();

/** Where packages come from. */
export type PackageSource = (typeof packageSources)[number];

/** What shows on a command line which of several programs of one name it calls. */
const marksSchema = z.strictObject({
	subcommands: names
		.optional()
		.describe('First words after the name; `x:*` stands for any that begins with `x:`.'),
	flags: names.optional().describe('Options that only it has, as written.'),
	files: names.optional().describe('Endings of the files it is given.'),
	nearby: names
		.optional()
		.describe('Texts elsewhere on the line, such as the address it was fetched from.'),
	paths: names
		.optional()
		.describe('Parts of the path under which it is installed; `./` means the current folder.'),
});
export type Marks = z.infer<typeof marksSchema>;

/** Which program a bare shared name usually means. */
export const likelihoods = ['assistant', 'either', 'other'] as const;

/** What an option means to every assistant that has it, whatever it calls it. */
const optionMeanings = [
	'print',
	'interactive',
	'continue',
	'resume',
	'model',
	'folder',
	'outputFormat',
	'systemPrompt',
	'help',
	'version',
] as const;
export type OptionMeaning = (typeof optionMeanings)[number];

/** How many words an option takes: `one`, at most one, or all up to the next option. */
const optionValues = ['none', 'one', 'optional', 'many'] as const;

const argumentsSchema = z.strictObject({
	options: z
		.array(
			z.strictObject({
				names: z
					.array(z.string().regex(/^[A-Za-z0-9-]+$/, 'an option is letters, digits and dashes'))
					.min(1)
					.readonly()
					.describe('As written, the usual one first; one without dashes is a subcommand.'),
				value: z.enum(optionValues).default('none').describe('The words that belong to it.'),
				means: z
					.enum(optionMeanings)
					.optional()
					.describe('What it means to other assistants as well; absent where it is its own.'),
			}),
		)
		.readonly(),
	subcommands: names
		.optional()
		.describe('First words that are no prompt, and that no other assistant has a counterpart to.'),
});
export type ArgumentTable = z.infer<typeof argumentsSchema>;
/** The value of an editor setting. */
export const settingValueSchema = z.union([
	z.boolean(),
	z.number(),
	z.string(),
	z.record(z.string(), z.unknown()),
]);

/**
 * An AI coding assistant, and the fingerprints that give it away. Every list may be absent; `evidence` says where the
 * facts were seen.
 */
export const assistantSchema = z.strictObject({
	id: idSchema.describe('The name that policies use for it.'),
	name: z.string().min(1).describe('The name that people know it by.'),
	vendor: z.string().min(1),
	homepage: z.url().optional(),
	kinds: names.describe('What it is: extension, cli, editor, desktop, sdk, service, …'),
	tags: names.optional().describe('Groups that a rule may name.'),
	extensions: names
		.optional()
		.describe(
			'Editor extension ids, publisher.name; `publisher.*` stands for all of a publisher, `publisher.name@<2.0.0` for some versions.',
		),
	commands: names.optional().describe('Names of the programs it puts on the PATH.'),
	installers: names.optional().describe('Those of its commands that do nothing but install it.'),
	packages: z
		.partialRecord(z.enum(packageSources), names)
		.readonly()
		.optional()
		.describe('Packages that bring it, by source.'),
	repositories: names.optional().describe('Its source repositories on GitHub, owner/name.'),
	images: names.optional().describe('Container images, without tag.'),
	actions: names.optional().describe('CI actions that run it, owner/name.'),
	features: names.optional().describe('Dev container features that bring it, without tag.'),
	modules: z
		.partialRecord(z.enum(moduleLanguages), names)
		.readonly()
		.optional()
		.describe('What code imports of it, where that does not follow from the name of a package.'),
	installUrls: names.optional().describe('Addresses of its installers.'),
	binaryPaths: names.optional().describe('Where its program lies when it is not on the PATH.'),
	environment: names
		.optional()
		.describe('Environment variables that only it reads; in lower case, the inputs of its CI action.'),
	sharedEnvironment: names
		.optional()
		.describe('Environment variables that it reads, and other programs as well: a likely sign.'),
	environmentPrefixes: names
		.optional()
		.describe('What the names of its environment variables begin with, and no others.'),
	localServers: names
		.optional()
		.describe('Where its server listens on a machine unless told otherwise: localhost:port.'),
	commandIdPrefixes: names.optional().describe('Prefixes of the editor commands it contributes.'),
	settingPrefixes: names.optional().describe('Prefixes of the editor settings it contributes.'),
	modelVendors: names
		.optional()
		.describe('Vendors, in lower case, under which it registers language models with the editor.'),
	configPaths: names.optional().describe('Files and folders it reads or writes.'),
	reads: readsSchema.optional(),
	opens: z
		.strictObject({
			editor: z
				.array(z.string().regex(/^[\w.-]+$/, 'write the name of a program'))
				.min(1)
				.readonly()
				.optional()
				.describe('Names of the program that opens folders in its own editor, the usual one first.'),
			view: z.string().min(1).optional().describe('The editor command that shows it.'),
			signIn: z.string().min(1).optional().describe('The editor command by which people sign in.'),
		})
		.optional()
		.describe('How it is opened once it is there.'),
	namesakes: z
		.array(
			z.strictObject({
				command: z.string().min(1),
				program: z.string().min(1).describe('The other program of that name, in words.'),
				usually: z
					.enum(likelihoods)
					.default('either')
					.describe('Which of the two it is where nothing on the line tells.'),
				theirs: marksSchema.optional().describe('What only the other program is called with.'),
				ours: marksSchema.optional().describe('What only the assistant is called with.'),
			}),
		)
		.readonly()
		.optional()
		.describe('Other programs that go by one of its command names.'),
	arguments: argumentsSchema
		.optional()
		.describe('How it is called, so that a call of one assistant can become a call of another.'),
	editorPolicies: z
		.record(z.string(), z.boolean())
		.readonly()
		.optional()
		.describe(
			'Device policies of VS Code, with the value that switches off what the editor itself brings of it.',
		),
	editorSettings: z
		.record(z.string(), settingValueSchema)
		.readonly()
		.optional()
		.describe('Editor settings, with the value that switches off what the editor itself brings of it.'),
	signingIds: names
		.optional()
		.describe('What its programs are signed as on macOS: team and identifier, TEAMID:name.'),
	notes: z.string().optional(),
	evidence: names.optional().describe('Where each fact was seen.'),
});
export type Assistant = z.infer<typeof assistantSchema>;
export type Namesake = NonNullable<Assistant['namesakes']>[number];

/** The catalog file: `policy/catalog.json`. */
export const catalogSchema = z.strictObject({
	$schema: z.string().optional(),
	assistants: z.array(assistantSchema).readonly(),
});
