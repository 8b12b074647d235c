import packageFile from '../package.json' with { type: 'json' };
import { paint, say, sayJson } from '../output.ts';
import type { ScanFinding } from './finding.ts';

export const scanFormats = ['text', 'json', 'sarif', 'github'] as const;
export type ScanFormat = (typeof scanFormats)[number];

/** Prints what a scan found, for whom the format is. */
export function printFindings(format: ScanFormat, findings: readonly ScanFinding[], files: number): void {
	switch (format) {
		case 'text':
			printText(findings, files);
			break;
		case 'json':
			sayJson({ files, findings });
			break;
		case 'sarif':
			sayJson(sarifOf(findings));
			break;
		case 'github':
			findings.forEach((finding) => say(annotation(finding)));
			break;
	}
}

const colours = { block: 'red', warn: 'yellow', inform: 'cyan' } as const;

function printText(findings: readonly ScanFinding[], files: number): void {
	for (const { path, start, action, message, evidence } of findings) {
		say(
			`${paint('bold', `${path}:${start.line}:${start.column}:`)} ${paint(colours[action], action)} ${message}`,
		);
		say(paint('dim', `  ${evidence.replace(/\s+/g, ' ')}`));
	}
	say(`${findings.length} in ${files} file(s) read.`);
}

const levels = { block: 'error', warn: 'warning', inform: 'note' } as const;

/** SARIF 2.1.0 (OASIS), as code scanning takes it in. */
function sarifOf(findings: readonly ScanFinding[]): unknown {
	const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
	return {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'assistant-policy',
						version: packageFile.version,
						rules: rules.map(({ rule, learnMore }) => ({
							id: rule,
							shortDescription: {
								text: `Rule "${rule}" of the organisation's policy on AI assistants`,
							},
							...(learnMore === undefined ? {} : { helpUri: learnMore }),
						})),
					},
				},
				columnKind: 'utf16CodeUnits',
				results: findings.map((finding) => ({
					ruleId: finding.rule,
					level: levels[finding.action],
					message: { text: finding.message },
					locations: [
						{
							physicalLocation: {
								artifactLocation: { uri: encodeURI(finding.path) },
								region: {
									startLine: finding.start.line,
									startColumn: finding.start.column,
									endLine: finding.end.line,
									endColumn: finding.end.column,
								},
							},
						},
					],
					partialFingerprints: { 'assistantPolicy/v1': finding.key },
				})),
			},
		],
	};
}

const commands = { block: 'error', warn: 'warning', inform: 'notice' } as const;

/** A workflow command of GitHub Actions. */
function annotation({ path, start, end, action, message, name }: ScanFinding): string {
	const sameLine = start.line === end.line ? `,endColumn=${end.column}` : '';
	const place = `file=${property(path)},line=${start.line},endLine=${end.line},col=${start.column}${sameLine}`;
	return `::${commands[action]} ${place},title=${property(name)}::${data(message)}`;
}

function data(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
	return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
