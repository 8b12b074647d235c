import { indexCatalog } from '../../../../src/core/catalog/catalog.ts';
import { detect } from '../../../../src/core/detection/detect.ts';
import type { Finding } from '../../../../src/core/detection/finding.ts';
import type { ShellKind } from '../../../../src/core/detection/signal.ts';
import type { ShellGrammars } from '../../../../src/core/detection/syntax.ts';
import { builtInCatalog } from '../../../../src/node/builtInCatalog.ts';

export const shippedCatalog = indexCatalog(builtInCatalog);

/** What is found on a line, in the words of `commandCases`. */
export function foundOn(text: string, shell: ShellKind, grammars?: ShellGrammars): string {
	return describeFindings(detect(shippedCatalog, { kind: 'command', shell, text }, grammars));
}

/** Findings in the words of `commandCases`. */
export function describeFindings(findings: readonly Finding[]): string {
	return findings.map(describeFinding).join(', ') || 'nothing';
}

function describeFinding({ assistant, use, certainty, where, via, unreadable }: Finding): string {
	const isUse = use === 'run' || use === 'install' || use === 'uninstall';
	return [
		use,
		assistant ?? 'unknown',
		...(isUse && certainty !== 'certain' ? [certainty] : []),
		...(where === undefined ? [] : [where]),
		...(unreadable === undefined ? [] : ['unreadable']),
		...(via ?? []).map(({ file, line }) => `via ${file}:${line}`),
	].join(' ');
}
