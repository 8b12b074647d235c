import assert from 'node:assert/strict';
import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';
import { afterwards, type Files, outcomes, planFor, undone } from '../../../support/carrying.ts';

describe('what comes along to the next assistant', () => {
	it('has one file of instructions begin with the first, and the others under a heading', () => {
		const plan = planFor({
			'CLAUDE.md': '# Our project\n\nUse tabs.\n',
			'.cursorrules': 'Prefer functions.\n',
			'.github/copilot-instructions.md': 'Write tests.\n',
			'.windsurfrules': 'Be brief.\n',
			'.clinerules': 'Ask first.\n',
			'GEMINI.md': '# Our project\n\nUse tabs.\n',
		});
		assert.deepEqual(outcomes(plan), [
			'CLAUDE.md -> AGENTS.md',
			'.github/copilot-instructions.md -> AGENTS.md',
			'GEMINI.md = AGENTS.md',
			'.cursorrules -> AGENTS.md',
			'.windsurfrules -> AGENTS.md',
			'.clinerules -> AGENTS.md',
		]);
		assert.equal(
			textOf(plan, 'AGENTS.md'),
			'# Our project\n\nUse tabs.\n\n' +
				'## From .github/copilot-instructions.md\n\nWrite tests.\n\n' +
				'## From .cursorrules\n\nPrefer functions.\n\n' +
				'## From .windsurfrules\n\nBe brief.\n\n' +
				'## From .clinerules\n\nAsk first.\n',
		);
	});

	it('adds to what is there, in its line endings, and touches none of it', () => {
		const plan = planFor({
			'CLAUDE.md': 'Use tabs.\nNo semicolons.',
			'AGENTS.md': '\uFEFF# Mine\r\nStays.',
		});
		assert.equal(
			textOf(plan, 'AGENTS.md'),
			'\uFEFF# Mine\r\nStays.\r\n\r\n## From CLAUDE.md\r\n\r\nUse tabs.\r\nNo semicolons.\r\n',
		);
	});

	it('leaves alone what the next assistant reads itself', () => {
		assert.deepEqual(
			outcomes(
				planFor({
					'AGENTS.md': 'All of it.\n',
					'CLAUDE.md': '@AGENTS.md\n',
					'packages/app/AGENTS.md': 'App.\n',
					'.mcp.json': '{"mcpServers": {"a": {"command": "a"}}}',
				}),
			),
			[
				'CLAUDE.md = AGENTS.md',
				'AGENTS.md = AGENTS.md',
				'packages/app/AGENTS.md = packages/app/AGENTS.md',
				'.mcp.json#a = .mcp.json',
			],
		);
	});

	it('keeps what is for a folder with that folder', () => {
		const plan = planFor({
			'packages/app/CLAUDE.md': 'App.\n',
			'packages/app/.cursor/rules/ui.mdc': '---\nglobs: src/*.tsx\n---\nUI.\n',
		});
		assert.deepEqual(outcomes(plan), [
			'packages/app/CLAUDE.md -> packages/app/AGENTS.md',
			'packages/app/.cursor/rules/ui.mdc -> .qoder/rules/packages-app-ui.md',
		]);
		assert.match(
			textOf(plan, '.qoder/rules/packages-app-ui.md'),
			/^glob: "packages\/app\/src\/\*\.tsx"$/m,
		);
	});

	it('says when a rule holds in the words of the next assistant', () => {
		const plan = planFor({
			'.cursor/rules/always.mdc': '---\ndescription: Style\nglobs:\nalwaysApply: true\n---\nTabs.\n',
			'.cursor/rules/files.mdc':
				'---\ndescription:\nglobs: **/*.{ts,tsx}, *.md\nalwaysApply: false\n---\nStrict.\n',
			'.cursor/rules/fits.mdc':
				'---\ndescription: For tests\nglobs:\nalwaysApply: false\nowner: me\n---\nTest.\n',
			'.cursor/rules/hand.mdc': '---\nalwaysApply: false\n---\nRarely.\n',
			'.claude/rules/api.md': '---\npaths:\n  - "src/api/**"\n---\nREST.\n',
			'.github/instructions/py.instructions.md': "---\napplyTo: '**/*.py'\n---\nPython.\n",
		});
		assert.equal(
			textOf(plan, '.qoder/rules/always.md'),
			'---\ndescription: Style\ntrigger: "always_on"\nalwaysApply: true\n---\n\nTabs.\n'.replace(
				'"always_on"',
				'always_on',
			),
		);
		assert.equal(
			textOf(plan, '.qoder/rules/files.md'),
			'---\nglob: "**/*.{ts,tsx},*.md"\npaths: ["**/*.{ts,tsx}", "*.md"]\ntrigger: glob\n---\n\nStrict.\n',
		);
		assert.equal(
			textOf(plan, '.qoder/rules/fits.md'),
			'---\ndescription: For tests\ntrigger: model_decision\n---\n\nTest.\n',
		);
		assert.equal(
			textOf(plan, '.qoder/rules/hand.md'),
			'---\ntrigger: manual\nalwaysApply: false\n---\n\nRarely.\n',
		);
		assert.match(
			textOf(plan, '.qoder/rules/api.md'),
			/glob: "src\/api\/\*\*"\npaths: \["src\/api\/\*\*"\]/,
		);
		assert.match(textOf(plan, '.qoder/rules/py.md'), /glob: "\*\*\/\*\.py"/);
		const fits = plan.items.find(({ source }) => source === '.cursor/rules/fits.mdc');
		assert.deepEqual(fits?.notes, [{ code: 'fields', names: ['owner'] }]);
	});

	it('says in words when a rule holds, where the next assistant has no other way', () => {
		const plan = planFor({ '.cursor/rules/ts.mdc': '---\nglobs: *.ts\n---\nStrict.\n' }, ['codex']);
		assert.deepEqual(outcomes(plan), ['.cursor/rules/ts.mdc -> AGENTS.md']);
		assert.equal(textOf(plan, 'AGENTS.md'), 'For `*.ts`:\n\nStrict.\n');
		assert.deepEqual(plan.items[0]?.notes, [{ code: 'scope', files: '*.ts' }]);
	});

	it('writes beside what has the name already', () => {
		const plan = planFor({
			'.cursor/rules/style.mdc': 'Tabs.\n',
			'.clinerules/style.md': 'Spaces.\n',
			'.qoder/rules/style.md': 'Mine.\n',
		});
		assert.deepEqual(outcomes(plan), [
			'.cursor/rules/style.mdc -> .qoder/rules/style-cursor.md',
			'.clinerules/style.md -> .qoder/rules/style-cline.md',
		]);
	});

	it('keeps what is private apart from what is shared', () => {
		const files = { 'CLAUDE.local.md': 'My sandbox.\n' };
		const plan = planFor(files);
		assert.deepEqual(outcomes(plan), ['CLAUDE.local.md -> AGENTS.local.md']);
		assert.deepEqual(plan.items[0]?.notes, [{ code: 'private' }]);
		assert.deepEqual(outcomes(planFor(files, ['codex'])), ['CLAUDE.local.md: personal']);
	});

	it('carries what is in the home to the home, and nothing from one to the other', () => {
		const files = {
			'~/.claude/CLAUDE.md': 'Be brief.\n',
			'~/.claude/commands/fix.md': 'Fix $ARGUMENTS\n',
		};
		assert.deepEqual(outcomes(planFor(files)), [
			'~/.claude/CLAUDE.md -> ~/.qoder/AGENTS.md',
			'~/.claude/commands/fix.md -> ~/.qoder/commands/fix.md',
		]);
		assert.deepEqual(outcomes(planFor(files, ['qoder'])), [
			'~/.claude/CLAUDE.md: noPlace',
			'~/.claude/commands/fix.md: noPlace',
		]);
	});

	it('says why it cannot carry something', () => {
		const plan = planFor({
			'CLAUDE.md': { problem: 'notText' },
			'.cursorrules': '',
			'.clinerules/name.md': '---\npaths: a\n---\n',
			'.windsurfrules': 'Use the token ghp_abcdefghijklmnopqrstuvwxyz0123456789.\n',
			'GEMINI.md': { text: 'Elsewhere.\n', link: true },
			'.cursor/mcp.json': '{ "mcpServers": ',
			'.claude/settings.json': '{}',
			'.claude/agents/review.md': 'Review.\n',
			'.claude/skills/pdf/SKILL.md': 'PDF.\n',
		});
		assert.deepEqual(outcomes(plan), [
			'CLAUDE.md: notText',
			'GEMINI.md: link',
			'.cursorrules: empty',
			'.windsurfrules: holdsKey',
			'.clinerules/name.md: empty',
			'.cursor/mcp.json: notUnderstood',
			'.claude/settings.json: onlyThere',
			'.claude/agents/review.md: onlyThere',
			'.claude/skills/pdf/SKILL.md: onlyThere',
		]);
		assert.deepEqual(plan.changes, []);
	});

	it('follows a link to what the next assistant reads, and writes through none', () => {
		assert.deepEqual(
			outcomes(planFor({ 'AGENTS.md': 'All.\n', 'CLAUDE.md': { text: 'All.\n', link: true } })),
			['CLAUDE.md = AGENTS.md', 'AGENTS.md = AGENTS.md'],
		);
		assert.deepEqual(
			outcomes(planFor({ 'CLAUDE.md': 'A.\n', 'AGENTS.md': { text: 'B.\n', link: true } }))[0],
			'CLAUDE.md: link',
		);
	});

	it('translates custom commands, and says what they lose', () => {
		const plan = planFor({
			'.claude/commands/git/commit.md':
				'---\ndescription: Commit\nallowed-tools: Bash(git:*)\n---\nCommit $ARGUMENTS\n\n!`git status`\n',
			'.gemini/commands/plan.toml': 'description = "Plan"\nprompt = """\nPlan {{args}}\n"""\n',
			'.cursor/commands/review.md': 'Review it.\n',
		});
		assert.deepEqual(outcomes(plan), [
			'.claude/commands/git/commit.md -> .qoder/commands/git/commit.md',
			'.gemini/commands/plan.toml -> .qoder/commands/plan.md',
			'.cursor/commands/review.md -> .qoder/commands/review.md',
		]);
		assert.equal(
			textOf(plan, '.qoder/commands/plan.md'),
			'---\ndescription: "Plan"\n---\n\nPlan $ARGUMENTS\n',
		);
		assert.deepEqual(plan.items[0]?.notes, [
			{ code: 'fields', names: ['allowed-tools'] },
			{ code: 'shell' },
		]);
		const back = planFor({ '.claude/commands/fix.md': "Fix '''$ARGUMENTS'''\n" }, ['gemini-cli']);
		assert.equal(
			textOf(back, '.gemini/commands/fix.toml'),
			`prompt = ${JSON.stringify("Fix '''{{args}}'''\n")}\n`,
		);
	});

	it('joins ignore files, and brings nothing back that was kept out', () => {
		const plan = planFor({
			'.qoderignore': 'dist/\n*.key',
			'.cursorignore': '# ours\ndist/\nsecrets/\n!public.key\n',
			'.geminiignore': 'dist/\n',
		});
		assert.deepEqual(outcomes(plan), ['.geminiignore = .qoderignore', '.cursorignore -> .qoderignore']);
		assert.equal(textOf(plan, '.qoderignore'), 'dist/\n*.key\n\n# From .cursorignore\nsecrets/\n');
		assert.deepEqual(plan.items[1]?.notes, [{ code: 'exceptions', lines: ['!public.key'] }]);
	});

	it('binds the same keys to the commands of the next assistant', () => {
		const own =
			'// mine\n[\n    { "key": "ctrl+alt+c", "command": "claude-vscode.focus", "when": "editorFocus" }, // chat\n    { "key": "ctrl+alt+n", "command": "claude-vscode.newConversation" },\n    { "key": "ctrl+s", "command": "save" }\n]\n';
		const plan = planFor({ '~/keybindings.json': own });
		assert.deepEqual(outcomes(plan), [
			'~/keybindings.json#ctrl+alt+c -> ~/keybindings.json',
			'~/keybindings.json#ctrl+alt+n: noPlace',
		]);
		assert.equal(
			textOf(plan, '~/keybindings.json'),
			own.replace(
				'"save" }',
				'"save" },\n    {\n        "key": "ctrl+alt+c",\n        "command": "qoder.open",\n        "when": "editorFocus"\n    }',
			),
		);
	});

	it('still knows what an assistant reads when a policy corrects its names', () => {
		const [qoder] = builtInCatalog.filter(({ id }) => id === 'qoder');
		const { byId } = indexCatalog([
			...builtInCatalog,
			{ id: 'qoder', name: 'Q', vendor: 'A', kinds: ['editor'] },
		]);
		assert.equal(byId.get('qoder')?.name, 'Q');
		assert.deepEqual(byId.get('qoder')?.reads, qoder?.reads);
	});

	it('carries only what is wanted', () => {
		const files = { 'CLAUDE.md': 'A.\n', '.cursorrules': 'B.\n' };
		const plan = planFor(files, undefined, (id) => id === 'instructions:.cursorrules');
		assert.deepEqual(outcomes(plan), ['.cursorrules -> AGENTS.md']);
		assert.equal(textOf(plan, 'AGENTS.md'), 'B.\n');
	});

	it('changes nothing the second time, and undoes to the byte', () => {
		const files: Files = {
			'CLAUDE.md': '# A\r\n\r\nB  \r\n',
			'AGENTS.md': 'Mine',
			'.cursorrules': '\n\nC  ',
			'.cursor/rules/x.mdc': '---\nglobs: *.ts\n---\nX',
			'.cursor/mcp.json': '{"mcpServers":{"a":{"command":"npx","args":["-y","a"],"env":{"K":"v"}}}}',
			'.mcp.json': '{"mcpServers":{"b":{"command":"b"}}}',
			'.qoderignore': '',
			'.cursorignore': 'x\n',
		};
		const plan = planFor(files);
		assert.ok(plan.changes.length > 3);
		assert.deepEqual(undone(files, plan), files);
		assert.deepEqual(planFor(afterwards(files, plan)).changes, []);
	});
});

function textOf({ changes }: ReturnType<typeof planFor>, path: string): string {
	const change = changes.find((one) => one.path === path);
	assert.ok(change, `${path} is not written, but ${changes.map((one) => one.path).join(', ')}`);
	return change.text;
}
