import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A private certificate authority, and certificates for a server on this machine. Files are PEM. */
export interface Certificates {
	readonly authority: string;
	/** By the authority, for localhost. */
	readonly good: KeyPair;
	/** By the authority, for another host. */
	readonly otherHost: KeyPair;
	/** By the authority, and ended. */
	readonly expired: KeyPair;
	/** By itself. */
	readonly selfSigned: KeyPair;
}

export interface KeyPair {
	readonly keyFile: string;
	readonly certFile: string;
	readonly key: string;
	readonly cert: string;
}

/** Makes them in `folder` with openssl; `undefined` where there is no openssl. */
export function makeCertificates(folder: string): Certificates | undefined {
	const openssl = (...args: readonly string[]): void => {
		execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
	};
	try {
		openssl('version');
	} catch {
		return undefined;
	}
	const key = 'ec -pkeyopt ec_paramgen_curve:P-256 -nodes'.split(' ');
	const request = ['req', '-newkey', ...key];
	openssl(...request, '-x509', '-days', '2', '-subj', '/CN=Test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
	const pair = (name: string): KeyPair => {
		const [keyFile, certFile] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
		return {
			keyFile,
			certFile,
			key: readFileSync(keyFile, 'utf8'),
			cert: readFileSync(certFile, 'utf8'),
		};
	};
	const signed = (name: string, host: string, days: string): KeyPair => {
		openssl(...request, '-subj', `/CN=${host}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
		writeFileSync(join(folder, `${name}.ext`), `subjectAltName=DNS:${host}\n`);
		const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
		openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-days', days, '-out', `${name}.pem`);
		return pair(name);
	};
	const self = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
	openssl(...request, '-x509', '-days', '2', ...self, '-keyout', 'self.key', '-out', 'self.pem');
	return {
		authority: join(folder, 'ca.pem'),
		good: signed('good', 'localhost', '2'),
		otherHost: signed('other', 'other.example', '2'),
		expired: signed('expired', 'localhost', '-1'),
		selfSigned: pair('self'),
	};
}
