import * as z from 'zod';

const key = z.string().min(1);
const marks = z.record(key, z.union([z.boolean(), z.string()])).readonly();

/** A path with `/`: from the workspace folder, or from the home with `~/`. `*` stands for a name, `**` for folders. */
const place = z.string().min(1);

const frontMatterSchema = z
	.strictObject({
		description: key.optional().describe('The key of what the rule is about.'),
		globs: key.optional().describe('The key of the files it is for, as one text with commas.'),
		globList: key.optional().describe('The key of the files it is for, as a list.'),
		always: marks.optional().describe('What a rule says that always holds, where it has to say so.'),
		onFiles: marks.optional().describe('What a rule says that holds for the files it names.'),
		onDescription: marks.optional().describe('What a rule says that is taken when it seems to fit.'),
		byHand: marks.optional().describe('What a rule says that is taken only when a person names it.'),
	})
	.describe('How the lines at the top of a rule say when it holds.');
export type RuleDialect = z.infer<typeof frontMatterSchema>;

const instructionsSchema = z.strictObject({
	path: place,
	nested: z.literal(true).optional().describe('It is read in every folder, for what lies below.'),
	personal: z.literal(true).optional().describe('It belongs to one person, and is not shared.'),
	foreign: z.literal(true).optional().describe('It is the file of another assistant.'),
	frontMatter: frontMatterSchema.optional(),
});
export type InstructionsPlace = z.infer<typeof instructionsSchema>;

const serversSchema = z.strictObject({
	path: place,
	member: key.describe('The member that holds the servers by name.'),
	variable: z
		.string()
		.includes('NAME')
		.optional()
		.describe('How it writes the value of the environment variable NAME; absent where it cannot.'),
	inputs: z.literal(true).optional().describe('It asks for values: ${input:id}.'),
	commandList: z.literal(true).optional().describe('The command and its arguments are one list.'),
	environment: key.optional().describe('The key of the environment, where it is not "env".'),
	headers: key.optional().describe('The key of the headers, where it is not "headers".'),
	address: key.optional().describe('The key of an address, where it is not "url".'),
	streamAddress: key.optional().describe('The key of the address of a server of type "sse", if another.'),
	types: z
		.strictObject({ stdio: key.optional(), http: key.optional(), sse: key.optional() })
		.optional()
		.describe('What its member "type" says; absent where it has none.'),
});
export type ServersPlace = z.infer<typeof serversSchema>;

const commandsSchema = z.strictObject({
	path: place.describe('Its ending says how it is written: Markdown, or TOML with a member "prompt".'),
	arguments: key.optional().describe('What stands for what the person typed after the name.'),
	keeps: z.array(key).readonly().optional().describe('What the lines at its top may say.'),
});
export type CommandsPlace = z.infer<typeof commandsSchema>;

/** What else people set up, which nothing else can take over as it is. */
export const otherSettings = ['settings', 'agents', 'skills', 'hooks'] as const;
export type OtherSetting = (typeof otherSettings)[number];

/** What people ask an assistant for by the keyboard. */
export const keyboardRoles = ['open', 'newChat', 'addSelection', 'inlineEdit'] as const;
export type KeyboardRole = (typeof keyboardRoles)[number];

/**
 * What an assistant reads of a project and of a home. From it a switch knows what people have, and where the next
 * assistant wants it: of each sort, the first place is the one that is written.
 */
export const readsSchema = z
	.strictObject({
		instructions: z.array(instructionsSchema).readonly().optional(),
		servers: z.array(serversSchema).readonly().optional().describe('Where MCP servers are configured.'),
		commands: z.array(commandsSchema).readonly().optional().describe('Prompts that people call by name.'),
		ignore: z.array(place).readonly().optional().describe('Files in the form of .gitignore.'),
		keyboard: z
			.partialRecord(z.enum(keyboardRoles), z.array(key).min(1).readonly())
			.optional()
			.describe('Editor commands that people bind keys to.'),
		other: z
			.array(z.strictObject({ path: place, what: z.enum(otherSettings) }))
			.readonly()
			.optional()
			.describe('What else is set up for it, which only it understands.'),
	})
	.describe('What it reads of a project and of a home; a switch carries this over.');
export type Reads = z.infer<typeof readsSchema>;
