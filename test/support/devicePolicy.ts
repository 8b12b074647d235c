import type { Page } from 'playwright-core';

/** What an organisation has set for an editor, which nobody can change in it. */
export interface DevicePolicy {
	/** What the policy `AllowedExtensions` says, as device management ships it. */
	readonly allowedExtensions: string;
	/** What the account of the person brings: `mcpAccess: 'registry_only'` sets `chat.mcp.access` to `registry`. */
	readonly account: Readonly<Record<string, unknown>>;
}

const program = '**/workbench.js';
const allowedExtensions = 'policy:{name:"AllowedExtensions",';

/**
 * Puts what is opened in this page from now on under `policy`, or under none. The editor in a browser reads no device
 * policy, only what an account brings, of which it keeps a copy that it starts with (VS Code 1.139). `AllowedExtensions`
 * is given to it in its program, where other policies say what of an account they hold; all behind that is the editor's own.
 */
export async function setDevicePolicy(page: Page, policy: DevicePolicy | undefined): Promise<void> {
	const account = policy && { accountPolicyData: { accountId: 'somebody', policyData: policy.account } };
	await page.evaluate(`new Promise((resolve, reject) => {
		const opening = indexedDB.open('vscode-web-state-db-global');
		opening.onerror = reject;
		opening.onsuccess = () => {
			const change = opening.result.transaction('ItemTable', 'readwrite');
			change.onerror = reject;
			change.oncomplete = () => (opening.result.close(), resolve());
			const [items, key] = [change.objectStore('ItemTable'), 'defaultAccount.cachedPolicyData'];
			${account === undefined ? 'items.delete(key)' : `items.put(${JSON.stringify(JSON.stringify(account))}, key)`};
		};
	})`);
	await page.unroute(program);
	if (policy !== undefined) {
		const value = `${allowedExtensions}value:()=>${JSON.stringify(policy.allowedExtensions)},`;
		await page.route(program, async (route) => {
			const response = await route.fetch();
			const text = await response.text();
			await route.fulfill({ response, body: text.replace(allowedExtensions, () => value) });
		});
	}
}
