declare module 'shell-quote' {
	export function parse(line: string): readonly unknown[];
}

declare module '@ericcornelissen/bash-parser' {
	export default function parse(line: string): unknown;
}
