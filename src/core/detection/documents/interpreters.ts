/** Of a path whose last part tells what it is. */
export const hasEnding = /\.\w+$/;
const endings: Readonly<Record<string, string>> = {
	node: 'js',
	bun: 'ts',
	deno: 'ts',
	tsx: 'ts',
	python: 'py',
	uv: 'py',
	ruby: 'rb',
	php: 'php',
};
const interpreter = /^#!.*\b(node|bun|deno|tsx|python|uv|ruby|php)(?:[\d.]+)?(?![\w-])/;

/** The path of a program without an ending, with the one that its first line tells: `bin/x`, `#!/usr/bin/env node`. */
export function withEnding(path: string, text: string): string {
	const ending = endings[interpreter.exec(text.slice(0, 100))?.[1] ?? ''];
	return ending === undefined || hasEnding.test(path) ? path : `${path}.${ending}`;
}
