import { nodesOf } from '../../core/detection/command/reading/grammarReader.ts';
import type { ShellGrammars } from '../../core/detection/syntax.ts';
import type { GrammarAnswer, GrammarQuestion } from './grammarQuestion.ts';
import { leaveGrammarsUnoptimised, loadShellGrammars } from './shellGrammars.ts';

// Reads command lines with the grammars in the folder that is given as argument, in a process of its own, which
// `createGrammarsApart` starts and ends. It parses what it is sent; it runs nothing and opens no other file.
leaveGrammarsUnoptimised();
const loading = loadShellGrammars({ folder: process.argv[2] ?? '' }).catch(() => undefined);

process.on('message', (question: GrammarQuestion) => {
	void loading.then((grammars) => process.send?.(answer(question, grammars)));
});
process.on('disconnect', () => process.exit());

function answer({ id, shell, text }: GrammarQuestion, grammars: ShellGrammars | undefined): GrammarAnswer {
	if (grammars === undefined) {
		return { id };
	}
	const parse = shell === 'pwsh' ? grammars.powershell : grammars.bash;
	const tree = parse(text, (root) => {
		const nodes = root.hasError ? [] : root.descendantsOfType(nodesOf(shell));
		const ranges = nodes.flatMap((node) =>
			node === null ? [] : [{ type: node.type, startIndex: node.startIndex, endIndex: node.endIndex }],
		);
		return { hasError: root.hasError, ranges };
	});
	return { id, tree };
}
