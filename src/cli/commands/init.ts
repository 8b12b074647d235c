import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { PolicyDocumentInput } from '../../core/policy/document.ts';
import { writeFileAtomic } from '../../node/files/atomicFile.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { complain, exitCodes, exitWith, refuse, say, sayJson } from '../output.ts';
import { addFolderOption, type FolderOptions, policyFolder, shown } from '../policyFolder.ts';
import { type Ask, withQuestions } from '../questions.ts';
import { judgePolicyText } from '../readPolicy.ts';

interface InitOptions extends FolderOptions {
	readonly organization?: string;
	readonly approve?: string;
	readonly ban?: string;
	readonly from?: string;
	readonly json?: boolean;
}

const examples = `
Examples:
  $ assistant-policy init
  $ assistant-policy init --organization "Acme" --approve qoder --ban claude-code,codex --from 2026-07-10

Without a terminal, what is not given is left at its default.`;

/** `init`: writes a policy that validates, from a few answers. */
export function addInit(program: Command): void {
	addFolderOption(program.command('init'))
		.summary('write a first policy')
		.description('Writes policy.json from the answers to a few questions.')
		.option('--organization <name>', 'name of your organization')
		.option('--approve <ids>', 'catalog ids of the assistants to use, with commas')
		.option('--ban <ids>', 'catalog ids of the assistants to block, with commas')
		.option('--from <day>', 'the day from which they are blocked, or today')
		.option('--json', 'print the path of the file as JSON')
		.addHelpText('after', examples)
		.action(init);
}

async function init(options: InitOptions): Promise<void> {
	const { policy: path } = policyFolder(options);
	if (existsSync(path)) {
		refuse(`${shown(path)} is there already.`, 'Edit it, or name another folder: --dir FOLDER');
		return;
	}
	const now = new Date();
	const answers = await withQuestions(async (ask) => askAnswers(ask, options, now));
	if (answers === undefined) {
		say();
		refuse('Nothing was written.', 'Answer the questions, or give the answers as options: --help');
		return;
	}
	const text = `${JSON.stringify(firstPolicy(answers, now), undefined, '\t')}\n`;
	const { document, problems } = judgePolicyText(path, text, now.getTime());
	if (document === undefined) {
		for (const { message } of problems) {
			complain('error', message);
		}
		exitWith(exitCodes.usage);
		return;
	}
	await writeFileAtomic(path, text, { mode: 0o644 });
	if (options.json === true) {
		sayJson({ policy: path });
		return;
	}
	say(`Wrote ${shown(path)}. Read it, change the reasons, then:`);
	say('  assistant-policy keygen --source https://policy.example/policy.bundle.json');
	say('  assistant-policy publish');
	say('  assistant-policy trust');
}

interface Answers {
	readonly name: string;
	readonly approved: readonly string[];
	readonly banned: readonly string[];
	/** A day. */
	readonly from: string;
}

/** `undefined` when the person went away before the last question. */
async function askAnswers(ask: Ask, options: InitOptions, now: Date): Promise<Answers | undefined> {
	const questions = [
		['organization', 'Name of your organization?', 'Acme'],
		['approve', 'Which assistant is approved?', 'qoder'],
		['ban', 'Which assistants are to be blocked?', 'claude-code'],
		['from', 'Blocked from which day?', dayAfter(now, 14)],
	] as const;
	const answers: string[] = [];
	for (const [option, question, fallback] of questions) {
		const answer = options[option] ?? (await ask(question, fallback));
		if (answer === undefined) {
			return undefined;
		}
		answers.push(answer);
	}
	const [name = '', approved = '', banned = '', day = ''] = answers;
	const from = day === 'today' ? dayAfter(now, 0) : day;
	return { name, approved: idList(approved), banned: idList(banned), from };
}

function firstPolicy({ name, approved, banned, from }: Answers, now: Date): PolicyDocumentInput {
	const instead = builtInCatalog.find(({ id }) => id === approved[0])?.name ?? 'the approved assistant';
	const informFrom = now.toISOString().slice(0, 10);
	return {
		organization: { id: idOf(name), name },
		version: 1,
		issuedAt: `${now.toISOString().slice(0, 19)}Z`,
		expires: dayAfter(now, 365),
		sanctioned: approved.map((id) => ({ id, assistants: [id] })),
		rules: banned.map((id) => ({
			id: `no-${id}`,
			assistants: [id],
			phases: [
				...(informFrom < from ? [{ from: informFrom, action: 'inform' as const }] : []),
				{ from, action: 'block' },
			],
			reason: `${name} does not allow it for work. Please use ${instead}.`,
		})),
		unlisted: 'audit',
	};
}

function idList(text: string): readonly string[] {
	return text.split(/[\s,]+/).filter((id) => id !== '');
}

function idOf(name: string): string {
	const id = name
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
	return id === '' ? 'organization' : id;
}

function dayAfter(now: Date, days: number): string {
	return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
