import * as z from 'zod';
import { actions } from '../action.ts';
import { assistantSchema, settingValueSchema } from '../catalog/assistant.ts';
import { instantSchema } from './instant.ts';

const id = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'use lower-case letters, digits, dots, dashes');
const action = z.enum(actions);
const https = z.url({ protocol: /^https?$/ });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'write the SHA-256 as 64 lower-case hex digits');

const text = z
	.union([
		z.string().min(1),
		z.record(z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*$/), z.string().min(1)),
	])
	.describe('A text, or one text per language: {"en": "…", "zh-cn": "…"}.');

/** Where a rule or an exemption holds. Each list is an "or", the lists together an "and"; `*` stands for any letters. */
const scopeSchema = z.strictObject({
	os: z
		.array(z.enum(['linux', 'darwin', 'win32']))
		.min(1)
		.optional(),
	editors: z
		.array(z.string().min(1))
		.min(1)
		.optional()
		.describe('Editor names, as its title bar shows them.'),
	remotes: z
		.array(z.string().min(1))
		.min(1)
		.optional()
		.describe('Kinds of remote: local, ssh-remote, wsl, …'),
	groups: z
		.array(z.string().min(1))
		.min(1)
		.optional()
		.describe('Groups that the managed configuration gives.'),
	regions: z.array(z.string().min(1)).min(1).optional(),
	folders: z.array(z.string().min(1)).min(1).optional().describe('Paths of workspace folders.'),
	repositories: z
		.array(z.string().min(1))
		.min(1)
		.optional()
		.describe('Remote addresses of the repository.'),
});
export type Scope = z.infer<typeof scopeSchema>;

const phaseSchema = z.strictObject({ from: instantSchema, action });

const fingerprintsSchema = assistantSchema
	.pick({ extensions: true, commands: true, packages: true, images: true, installUrls: true })
	.describe('Direct fingerprints, for what the catalog does not know.');

const ruleSchema = z.strictObject({
	id: id.describe('A short name, shown to people and used in exemptions.'),
	assistants: z.array(z.string().min(1)).optional().describe('Catalog ids; "*" means every assistant.'),
	vendors: z.array(z.string().min(1)).optional(),
	tags: z.array(z.string().min(1)).optional(),
	fingerprints: fingerprintsSchema.optional(),
	when: scopeSchema.optional(),
	phases: z
		.array(phaseSchema)
		.min(1)
		.describe('What happens from when. The last phase that has begun holds.'),
	reason: text,
	learnMore: https.optional(),
	owner: z.string().min(1).optional().describe('Who decided, and answers for it.'),
	replacement: id.optional().describe('The sanctioned assistant to offer; the first one if absent.'),
	exemptable: z
		.boolean()
		.optional()
		.describe(
			'Whether the exemptions document and break-glass codes, which have keys of their own, may set this rule aside.',
		),
	remove: z
		.enum(['ask', 'always'])
		.optional()
		.describe(
			'Whether its extensions are uninstalled as well once they are blocked: if the person agrees, or always.',
		),
});

/** Settings that only we write, or that are not the policy's to give. */
export const reservedSettings = /^(?:extensions\.allowed$|approvedAssistants\.)/;

const heldSettingsSchema = z.strictObject({
	id: id.describe('A short name, as of a rule; exemptions may name it.'),
	set: z
		.record(
			z
				.string()
				.regex(/^[\w-]+(?:\.[\w-]+)+$/, 'write the whole name of a setting')
				.refine((name) => !reservedSettings.test(name), 'this setting is held through the rules'),
			settingValueSchema,
		)
		.describe('Editor settings with the values that they are held at.'),
	from: instantSchema.optional(),
	when: scopeSchema.optional(),
	reason: text,
});

const sanctionedSchema = z.strictObject({
	id,
	name: z
		.string()
		.min(1)
		.optional()
		.describe('The name to show; the catalog name of its first assistant if absent.'),
	assistants: z.array(z.string().min(1)).min(1).describe('The catalog ids that it covers.'),
	extension: z
		.strictObject({
			id: z.string().regex(/^[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9._-]*$/i, 'write publisher.name'),
			vsix: https.optional().describe('Where its VSIX lies; the marketplace if absent.'),
			sha256: sha256.optional().describe('SHA-256 of the VSIX, 64 hex digits.'),
		})
		.refine((extension) => (extension.vsix === undefined) === (extension.sha256 === undefined), {
			message: 'a VSIX location and its sha256 go together',
		})
		.optional(),
	terminal: z
		.strictObject({
			command: z.string().min(1).describe('The command that starts it.'),
			install: z.string().min(1).optional().describe('The command line that installs it.'),
		})
		.optional(),
	open: z.string().min(1).optional().describe('The editor command that opens it.'),
	signIn: z
		.string()
		.min(1)
		.optional()
		.describe('The editor command by which people sign in; that of the catalog if absent.'),
	editor: z
		.string()
		.regex(/^[\w.-]+$/, 'write the name of its program, without path and arguments')
		.optional()
		.describe(
			'For an editor of its own: the program that opens folders in it; that of the catalog if absent.',
		),
	web: https.optional(),
});
export type SanctionedEntry = z.infer<typeof sanctionedSchema>;

/** A permission for a time; `machines` are ids as editors show them, any machine if absent. */
export const exemptionSchema = z.strictObject({
	id,
	rules: z.array(id).min(1),
	machines: z
		.array(z.string().min(1).max(200))
		.min(1)
		.optional()
		.describe('The machine ids that it is for, as the editor shows them.'),
	when: scopeSchema.optional(),
	from: instantSchema.optional(),
	until: instantSchema,
	action: action.default('allow').describe('What holds instead while it lasts.'),
	ticket: z.string().min(1).optional(),
	reason: text.optional(),
});

const rolloutSchema = z
	.strictObject({
		salt: z.string().min(1).max(100).describe('Any text; another one picks other machines first.'),
		stages: z
			.array(
				z.strictObject({
					from: instantSchema,
					percent: z.number().min(0).max(100).describe('Of the machines, in steps of 0.01.'),
				}),
			)
			.min(1),
	})
	.describe(
		'Machines take this policy in stages; until then they keep the one that is published beside it.',
	);

const whenOld = z.enum(['keep', 'warn', 'inform']).default('keep');

/** The organisation's policy: the one definition that the JSON Schema, the tools and the editor are made from. */
export const policyDocumentSchema = z.strictObject({
	$schema: z.string().optional(),
	organization: z.strictObject({
		id: id.describe('Names the organisation in signed documents; never changes.'),
		name: z.string().min(1),
		contact: z.string().min(1).optional().describe('Whom to ask: an address or a channel.'),
		learnMore: https.optional(),
		exemptionRequest: z
			.string()
			.regex(/^(https:\/\/|mailto:)/, 'write an https address or mailto:')
			.optional()
			.describe(
				'Where people ask for an exemption. {rule}, {assistant}, {machine}, {reason}, {version} are filled in.',
			),
	}),
	withdrawn: text
		.optional()
		.describe('Why there is no policy any more: while it stands here, everything is allowed.'),
	epoch: z
		.int()
		.min(1)
		.default(1)
		.describe('Raised only when keys were compromised; versions start anew with it.'),
	version: z.int().min(1).describe('Rises with every publication.'),
	issuedAt: instantSchema,
	expires: instantSchema,
	onStale: whenOld.describe(
		'The strongest action while no source could be asked for long; "keep": as ever.',
	),
	onExpired: whenOld.describe('The strongest action once the policy has expired; "keep": as ever.'),
	rollout: rolloutSchema.optional(),
	sanctioned: z.array(sanctionedSchema),
	rules: z.array(ruleSchema).describe('The first rule that matches decides.'),
	unlisted: action.default('allow').describe('The action for AI assistants that no rule names.'),
	uncertain: z
		.strictObject({
			likely: action
				.default('block')
				.describe('Where nothing speaks for another program of that name.'),
			possible: action.default('inform').describe('Where it could as well be another program.'),
			unreadable: action.default('audit').describe('For command lines that could not be read whole.'),
		})
		.prefault({})
		.describe('The strongest action for findings that are not certain.'),
	exemptions: z.array(exemptionSchema).optional(),
	settings: z
		.array(heldSettingsSchema)
		.optional()
		.describe(
			'Editor settings to hold, besides those by which the catalog switches off what is blocked.',
		),
	catalog: z
		.array(assistantSchema)
		.optional()
		.describe('Assistants to add to the catalog, or to correct in it.'),
	poll: z
		.strictObject({ seconds: z.int().min(10).max(86_400) })
		.prefault({ seconds: 900 })
		.describe('How often editors look for a new policy.'),
});
export type PolicyDocument = z.infer<typeof policyDocumentSchema>;
export type PolicyDocumentInput = z.input<typeof policyDocumentSchema>;
export type RuleEntry = z.infer<typeof ruleSchema>;
