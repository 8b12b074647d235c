import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, goodRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

const softHsm = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
	(file) => existsSync(file),
);

/** Policy keys that never were in a file of ours: what signs is the real program, and sees the bytes or their digest. */
describe('assistant-policy: signed elsewhere', function () {
	this.timeout(30_000);
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'cli-hsm-'));
		writeFileSync(join(folder, 'policy.json'), exampleText);
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	const run = async (...words: string[]): Promise<CliRun> => await runCli(words, { cwd: folder });
	const good = async (...words: string[]): Promise<string> => await goodRun(words, { cwd: folder });
	const tool = (program: string, ...words: string[]): void => {
		const { status, stderr, error } = spawnSync(program, words, {
			cwd: folder,
			encoding: 'utf8',
			env: { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') },
		});
		assert.equal(status, 0, `${program} ${words.join(' ')}: ${stderr || error?.message}`);
	};
	const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
	const isPublished = async (): Promise<void> => {
		assert.match(await good('verify'), /^Accepted/);
		const keys = spawnSync('ls', ['keys'], { cwd: folder, encoding: 'utf8' }).stdout;
		assert.doesNotMatch(keys, /policy/);
	};

	it('by openssl, over the bytes and over their digest, as key services sign', async function () {
		if (!has('openssl')) {
			this.skip();
		}
		for (const name of ['a', 'b']) {
			tool('openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.pem`);
			tool('openssl', 'ec', '-in', `${name}.pem`, '-pubout', '-out', `${name}.pub`);
		}
		tool('openssl', 'pkey', '-pubin', '-in', 'b.pub', '-outform', 'DER', '-out', 'b.der');
		const keys = ['--policy-public-key', 'a.pub', '--policy-public-key', 'b.der'];
		await good('keygen', ...keys, '--policy-threshold', '2');
		assert.match((await run('publish')).errors, /keys that live elsewhere: assistant-policy prepare/);
		await good('prepare');
		tool('openssl', 'dgst', '-sha256', '-sign', 'a.pem', '-out', '1.sig', 'signing/to-sign.bin');
		// What AWS KMS, Azure and Google do with a digest: sign these 32 bytes as they are.
		tool('openssl', 'dgst', '-sha256', '-binary', '-out', 'digest.bin', 'signing/to-sign.bin');
		tool('openssl', 'pkeyutl', '-sign', '-inkey', 'b.pem', '-in', 'digest.bin', '-out', '2.sig');
		writeFileSync(
			join(folder, '2.b64'),
			`${readFileSync(join(folder, '2.sig')).toString('base64url')}\n`,
		);
		assert.match(await good('attach', '1.sig'), /1 of 2/);
		await good('attach', '2.b64');
		await isPublished();
	});

	it('by an HSM through PKCS #11 (SoftHSM), the digest alone going in', async function () {
		if (softHsm === undefined || !has('softhsm2-util') || !has('pkcs11-tool')) {
			this.skip();
		}
		mkdirSync(join(folder, 'tokens'));
		writeFileSync(
			join(folder, 'softhsm2.conf'),
			`directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
		);
		tool(
			'softhsm2-util',
			'--init-token',
			'--free',
			'--label',
			'acme',
			'--pin',
			'1234',
			'--so-pin',
			'4321',
		);
		const token = ['--module', softHsm, '--login', '--pin', '1234', '--token-label', 'acme'];
		const make = '--keypairgen --key-type EC:prime256v1'.split(' ');
		const read = '--read-object --type pubkey'.split(' ');
		const makeKey = (id: string, label: string, publicKey: string): void => {
			tool('pkcs11-tool', ...token, ...make, '--id', id, '--label', label);
			tool('pkcs11-tool', ...token, ...read, '--id', id, '--output-file', publicKey);
		};
		makeKey('01', 'policy', 'hsm.der');
		await good('keygen', '--policy-public-key', 'hsm.der');
		await good('prepare');
		tool('openssl', 'dgst', '-sha256', '-binary', '-out', 'digest.bin', 'signing/to-sign.bin');
		const files = ['--input-file', 'digest.bin', '--output-file', '1.sig'];
		tool('pkcs11-tool', ...token, '--sign', '--mechanism', 'ECDSA', '--id', '01', ...files);
		await good('attach', '1.sig');
		await isPublished();
		// The keys of the folder can hand over to an HSM later, too.
		makeKey('02', 'next', 'next.der');
		await good('rotate', '--policy-public-key', 'next.der');
		await good('prepare');
		tool('openssl', 'dgst', '-sha256', '-binary', '-out', 'digest.bin', 'signing/to-sign.bin');
		tool('pkcs11-tool', ...token, '--sign', '--mechanism', 'ECDSA', '--id', '01', ...files);
		assert.match((await run('attach', '1.sig')).errors, /is no signature of a policy key/);
		tool('pkcs11-tool', ...token, '--sign', '--mechanism', 'ECDSA', '--id', '02', ...files);
		await good('attach', '1.sig');
		await isPublished();
	});

	it('says what is wrong with a public key', async () => {
		tool('openssl', 'ecparam', '-name', 'secp384r1', '-genkey', '-noout', '-out', 'p384.pem');
		writeFileSync(join(folder, 'text'), 'no key\n');
		for (const file of ['p384.pem', 'text', 'none.pem']) {
			const { code, errors } = await run('keygen', '--policy-public-key', file);
			assert.equal(code, 1);
			assert.match(errors, /is no public key that can be used\.\n.*P-256 or Ed25519/);
		}
		assert.equal(existsSync(join(folder, 'keys')), false);
	});
});
