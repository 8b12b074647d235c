import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decide } from '../../core/decision/decide.ts';
import type { Assistant } from '../../core/catalog/assistant.ts';
import { bundleFormat } from '../../core/policy/trust/bundle.ts';
import { type CompiledPolicy, compilePolicy } from '../../core/policy/compile.ts';
import { type PolicyDocumentInput, policyDocumentSchema } from '../../core/policy/document.ts';
import { type Root, rootPayloadType } from '../../core/policy/trust/root.ts';
import { policyPayloadType, verifyBundle } from '../../core/policy/trust/verify.ts';
import { builtInCatalog } from '../../node/builtInCatalog.ts';
import { createPolicyClient } from '../../node/policy/policyClient.ts';
import { nodeCryptography, sha256 } from '../../node/signing/signature.ts';
import { generateSigner, signEnvelope } from '../../node/signing/signer.ts';
import { median, type Row } from './figures.ts';

const rounds = 41;

/** A large policy from its bytes to decisions, and what a poll costs that brings nothing new. */
export async function benchPolicy(): Promise<readonly Row[]> {
	const large = signed(1000);
	const kilobytes = Buffer.byteLength(JSON.stringify(documentWith(1000), undefined, '\t')) / 1024;
	const trust = { anchor: large.anchor, floor: undefined, now: Date.now(), cryptography: nodeCryptography };
	const times = Array.from({ length: rounds }, () => {
		const before = performance.now();
		const verified = verifyBundle(large.bytes, trust);
		if (!verified.ok) {
			throw new Error(`the bundle was refused: ${verified.error.code}`);
		}
		compilePolicy(verified.value.document, builtInCatalog);
		return performance.now() - before;
	});
	const [small, big] = [10, 1000].map((rules) => {
		const document = policyDocumentSchema.parse(documentWith(rules));
		return decisionTime(compilePolicy(document, builtInCatalog), rules);
	}) as [number, number];
	return [
		{ name: 'policy of 1,000 rules: its file', value: kilobytes, unit: 'KB' },
		{ name: 'policy of 1,000 rules: verify and compile', value: median(times), unit: 'ms', limit: 20 },
		{ name: 'decision against 10 rules', value: small, unit: 'µs' },
		{ name: 'decision against 1,000 rules', value: big, unit: 'µs' },
		{ name: 'decision against 1,000 rules, by one of 10', value: big / small, unit: '×', limit: 2 },
		...(await pollCost(large)),
	];
}

interface SignedPolicy {
	readonly bytes: Uint8Array;
	readonly anchor: {
		readonly organization: string;
		readonly sources: string[];
		readonly rootSha256: string;
	};
}

function signed(rules: number): SignedPolicy {
	const signer = generateSigner();
	const role = { keys: [signer.publicKey], threshold: 1 };
	const [issuedAt, expires] = ['2026-01-01', '2099-01-01'];
	const roles = { root: role, policy: role };
	const root: Root = { kind: 'root', organization: 'acme', version: 1, issuedAt, expires, epoch: 1, roles };
	const payload = Buffer.from(JSON.stringify(root));
	const policy = Buffer.from(JSON.stringify(documentWith(rules), undefined, '\t'));
	const bundle = {
		format: bundleFormat,
		roots: [signEnvelope(rootPayloadType, payload, [signer])],
		policies: [signEnvelope(policyPayloadType, policy, [signer])],
	};
	const anchor = { organization: 'acme', sources: ['-'], rootSha256: sha256(payload) };
	return { bytes: Buffer.from(JSON.stringify(bundle)), anchor };
}

/** Every rule names an assistant of its own, so that the last one is asked for as the first is. */
function documentWith(rules: number): PolicyDocumentInput {
	return {
		organization: { id: 'acme', name: 'Acme' },
		version: 1,
		issuedAt: '2026-01-01',
		expires: '2099-01-01',
		sanctioned: [],
		rules: Array.from({ length: rules }, (_, index) => ({
			id: `rule-${index}`,
			assistants: [idOf(index)],
			phases: [{ from: '2026-07-10', action: 'block' }],
			reason: 'It is high-risk software, see the page.',
		})),
	};
}

function idOf(index: number): Assistant['id'] {
	return builtInCatalog[index]?.id ?? `assistant-${index}`;
}

/** Microseconds for a decision on what the last rule names. */
function decisionTime(policy: CompiledPolicy, rules: number): number {
	const signal = { kind: 'extension', id: 'a.b' } as const;
	const assistant = idOf(rules - 1);
	const finding = { signal, assistant, use: 'run', certainty: 'certain', evidence: [] } as const;
	const context = { now: Date.parse('2026-08-01') };
	const many = 20_000;
	const times = Array.from({ length: rounds }, () => {
		const before = performance.now();
		for (let run = 0; run < many; run++) {
			decide(policy, finding, context);
		}
		return ((performance.now() - before) * 1000) / many;
	});
	return median(times);
}

/** The client against a real server: the first answer is parsed, "unchanged" is not. */
async function pollCost({ bytes, anchor }: SignedPolicy): Promise<readonly Row[]> {
	const folder = mkdtempSync(path.join(tmpdir(), 'bench-policy-'));
	const server = createServer((request, response) => {
		const same = request.headers['if-none-match'] === '"1"';
		response.writeHead(same ? 304 : 200, { etag: '"1"' }).end(same ? undefined : bytes);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	const client = createPolicyClient({
		anchor: { ...anchor, sources: [`http://127.0.0.1:${port}/`] },
		folder,
		builtInCatalog,
		now: Date.now,
		onChange: () => undefined,
	});
	const { parse } = JSON;
	let parsed = 0;
	try {
		await client.start();
		JSON.parse = (...given: Parameters<typeof parse>): unknown => {
			parsed += given[0].length;
			return parse(...given) as unknown;
		};
		const times: number[] = [];
		const parsedBy: number[] = [];
		for (let round = 0; round < rounds; round++) {
			parsed = 0;
			const before = process.cpuUsage();
			await client.refresh();
			// What watches the store hears of it a little later.
			await wait(20);
			parsedBy.push(parsed / 1024);
			const { user, system } = process.cpuUsage(before);
			times.push((user + system) / 1000);
		}
		return [
			{ name: 'poll that brings nothing new: CPU', value: median(times), unit: 'ms' },
			{
				name: 'poll that brings nothing new: JSON parsed',
				value: median(parsedBy),
				unit: 'KB',
				limit: 0,
			},
		];
	} finally {
		JSON.parse = parse;
		client.dispose();
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true });
	}
}
