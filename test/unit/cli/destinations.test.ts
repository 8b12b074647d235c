import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectServer, startObjectServer } from '../../support/objectServer.ts';
import { type CliRun, runCli } from '../../support/runCli.ts';
import { exampleText } from '../../support/policies.ts';

const secret = 'not/a+real-secret';
const s3 = { AWS_ACCESS_KEY_ID: 'AKEXAMPLE', AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: 'eu-central-1' };
const authorization = { ASSISTANT_POLICY_AUTHORIZATION: 'Bearer abc' };

describe('assistant-policy publish --to', () => {
	let folder: string;
	let web: ObjectServer;
	let store: ObjectServer;
	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'cli-to-'));
		writeFileSync(join(folder, 'policy.json'), exampleText);
		web = await startObjectServer({ kind: 'authorization', header: 'Bearer abc' });
		store = await startObjectServer({ kind: 's3', keyId: 'AKEXAMPLE', secret, region: 'eu-central-1' });
		assert.equal((await run(['keygen'])).code, 0);
	});
	afterEach(async () => {
		await Promise.all([web.close(), store.close()]);
		rmSync(folder, { recursive: true });
	});

	const run = async (
		words: readonly string[],
		env: Readonly<Record<string, string>> = {},
	): Promise<CliRun> => await runCli(words, { cwd: folder, env: { ...authorization, ...s3, ...env } });
	const publish = async (...words: string[]): Promise<CliRun> => await run(['publish', ...words]);
	const address = (): string => `${web.address}/policies/policy.bundle.json`;
	const object = ['--to', 's3://acme-policy/teams/all of us.json'] as const;
	const bundle = (): Buffer => readFileSync(join(folder, 'public', 'policy.bundle.json'));
	const edit = (to: string): void => {
		const text = readFileSync(join(folder, 'policy.json'), 'utf8');
		writeFileSync(join(folder, 'policy.json'), text.replace(/"unlisted": "\w+"/, `"unlisted": "${to}"`));
	};
	const uploads = ({ out }: CliRun): unknown =>
		(JSON.parse(out) as { uploads: { result: string }[] }).uploads.map(({ result }) => result);

	it('puts the bundle on a web server, and the same bytes only once', async () => {
		const { code, out, errors } = await publish('--to', address());
		assert.deepEqual([code, errors], [0, '']);
		assert.match(out, /Sending \d+ bytes\n {2}Reading it back\nUploaded to http/);
		assert.deepEqual(web.objects.get('/policies/policy.bundle.json'), bundle());
		edit('block');
		assert.deepEqual(uploads(await publish('--json', '--to', address())), ['uploaded']);
		assert.deepEqual(web.objects.get('/policies/policy.bundle.json'), bundle());
		web.requests.length = 0;
		assert.deepEqual(uploads(await publish('--json', '--to', address())), ['unchanged']);
		assert.deepEqual(web.requests, ['GET /policies/policy.bundle.json']);
	});

	it('puts it into S3, every request signed, the body too', async () => {
		const first = await publish('--endpoint', store.address, ...object);
		assert.deepEqual([first.code, first.errors], [0, '']);
		assert.deepEqual(store.objects.get('/acme-policy/teams/all%20of%20us.json'), bundle());
		edit('block');
		const again = await run(['publish', '--json', ...object], { AWS_ENDPOINT_URL_S3: store.address });
		assert.deepEqual(uploads(again), ['uploaded']);
		assert.deepEqual(store.objects.get('/acme-policy/teams/all%20of%20us.json'), bundle());
	});

	it('says what to do when it is not let in', async () => {
		const wrong = await run(['publish', '--endpoint', store.address, ...object], {
			AWS_SECRET_ACCESS_KEY: 'other',
		});
		assert.equal(wrong.code, 1);
		assert.match(
			wrong.errors,
			/answered 403 \(SignatureDoesNotMatch: No\.\)\.\n.*AKEXAMPLE needs s3:GetObject/,
		);
		const region = await run(['publish', '--endpoint', store.address, ...object], {
			AWS_REGION: 'us-east-1',
		});
		assert.match(region.errors, /the region is us-east-1/);
		const denied = await run(['publish', '--to', address()], {
			ASSISTANT_POLICY_AUTHORIZATION: 'Bearer x',
		});
		assert.match(denied.errors, /answered 403 \(AccessDenied[^]*ASSISTANT_POLICY_AUTHORIZATION/);
		assert.deepEqual([store.objects.size, web.objects.size], [0, 0]);
	});

	it('sends what is missing when it is run again after an upload failed', async () => {
		web.intercept = (request, response) =>
			request.method === 'PUT' && Boolean(response.writeHead(503).end());
		const failed = await publish('--to', address(), '--endpoint', store.address, ...object);
		assert.equal(failed.code, 1);
		assert.match(failed.errors, /answered 503\.\n {2}Publish again later/);
		assert.match(failed.out, /Uploaded to s3:/);
		web.intercept = () => false;
		const again = await publish('--json', '--to', address(), '--endpoint', store.address, ...object);
		assert.deepEqual(uploads(again), ['uploaded', 'unchanged']);
		assert.deepEqual(web.objects.get('/policies/policy.bundle.json'), bundle());
	});

	it('overwrites nothing that it has not looked at', async () => {
		await publish('--to', address());
		edit('block');
		web.intercept = (request) => {
			if (request.method === 'PUT') {
				web.objects.set('/policies/policy.bundle.json', Buffer.from('of somebody else'));
			}
			return false;
		};
		const { code, errors } = await publish('--to', address());
		assert.equal(code, 1);
		assert.match(errors, /changed while we published; nothing was overwritten/);
		assert.equal(String(web.objects.get('/policies/policy.bundle.json')), 'of somebody else');
		web.intercept = () => false;
		const { errors: occupied } = await publish('--to', address());
		assert.match(occupied, /is no bundle of "acme"; it is left alone/);
		assert.equal(String(web.objects.get('/policies/policy.bundle.json')), 'of somebody else');
	});

	it('does not put an older version over a newer one', async () => {
		await publish('--to', address());
		const old = bundle();
		edit('block');
		await publish('--to', address());
		const newer = bundle();
		writeFileSync(join(folder, 'public', 'policy.bundle.json'), old);
		writeFileSync(join(folder, 'policy.json'), exampleText);
		const { code, errors } = await publish('--to', address());
		assert.equal(code, 1);
		assert.match(errors, /Version 2 lies at .*, and yours is 1[^]*write "version": 3 into policy\.json/);
		assert.deepEqual(web.objects.get('/policies/policy.bundle.json'), newer);
	});

	it('warns where nothing guards against two at once, and notices what comes back otherwise', async () => {
		await publish('--to', address());
		edit('block');
		web.intercept = (request, response) =>
			request.method === 'GET' &&
			Boolean(response.writeHead(200).end(web.objects.get('/policies/policy.bundle.json')));
		assert.match((await publish('--to', address())).errors, /warning: .* gives no ETag/);
		edit('warn');
		web.intercept = (request, response) =>
			request.method === 'PUT' && Boolean(response.writeHead(201).end());
		const { code, errors } = await publish('--to', address());
		assert.equal(code, 1);
		assert.match(errors, /took the bundle, and gives something else back/);
	});

	it('a dry run looks at everything and writes nothing', async () => {
		const { code, out } = await publish('--dry-run', '--to', address());
		assert.equal(code, 0);
		assert.match(out, /Would publish version 1[^]*Would upload to http/);
		assert.deepEqual([existsSync(join(folder, 'public')), web.objects.size], [false, 0]);
		await publish('--to', address());
		edit('block');
		const before = readFileSync(join(folder, 'policy.json'), 'utf8');
		assert.match((await publish('--dry-run')).out, /Would publish version 2/);
		assert.equal(readFileSync(join(folder, 'policy.json'), 'utf8'), before);
		await run(['rollback', '1', '--dry-run']);
		assert.equal(readFileSync(join(folder, 'policy.json'), 'utf8'), before);
	});

	it('says what is wrong with an address, before anything is signed', async () => {
		for (const [words, env, text] of [
			[['--to', 'http://policy.example/b.json'], {}, /is not secure[^]*https:\/\/HOST/],
			[['--to', 'nonsense'], {}, /is no address/],
			[['--to', 'https://u:p@policy.example/b.json'], {}, /is no address/],
			[['--to', 'https://policy.example/'], {}, /is a folder[^]*policy\.example\/policy\.bundle\.json/],
			[['--to', 's3://acme'], {}, /names no object[^]*s3:\/\/BUCKET\/KEY/],
			[['--to', 's3://acme/b', '--endpoint', 'http://minio.example'], {}, /no endpoint/],
			[['--to', 's3://acme/b'], { AWS_SECRET_ACCESS_KEY: '' }, /no credentials[^]*AWS_ACCESS_KEY_ID/],
		] as const) {
			const { code, errors } = await run(['publish', ...words], env);
			assert.equal(code, 2, words.join(' '));
			assert.match(errors, text);
		}
		assert.equal(existsSync(join(folder, 'public')), false);
		await web.close();
		const { code, errors } = await publish('--to', address());
		assert.equal(code, 1);
		assert.match(errors, /cannot be reached: ECONNREFUSED\.\n {2}Publish again when it can/);
	});
});
