import { type Document, LineCounter, parseDocument } from 'yaml';
import type { YamlDocument } from '../../core/detection/scripts/taskfile.ts';

/** Reads YAML as plain data, with the lines on which its values stand. Aliases are counted, so that none grows without end. */
export function parseYaml(text: string): YamlDocument {
	const lineCounter = new LineCounter();
	const document = parseDocument(text, { lineCounter, logLevel: 'silent' });
	return {
		value: document.errors.length > 0 ? undefined : plain(document),
		lineOf: (path) => {
			const node = document.getIn(path, true) as { readonly range?: readonly number[] } | undefined;
			return lineCounter.linePos(node?.range?.[0] ?? 0).line;
		},
	};
}

function plain(document: Document): unknown {
	try {
		return document.toJS({ maxAliasCount: 100 }) as unknown;
	} catch {
		return undefined; // Aliases that lead nowhere, or that grow too large.
	}
}
