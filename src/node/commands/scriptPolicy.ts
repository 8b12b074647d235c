import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether PowerShell runs scripts that were written on this machine, which `Restricted` and `AllSigned` forbid. */
export async function runsOwnScripts(): Promise<boolean> {
	const ask = ['-NoProfile', '-NonInteractive', '-Command', 'Get-ExecutionPolicy'];
	const answer = promisify(execFile)('powershell.exe', ask, { windowsHide: true, timeout: 10_000 });
	return await answer.then(
		({ stdout }) => /^(?:RemoteSigned|Unrestricted|Bypass)\s*$/.test(stdout),
		() => false,
	);
}
