import { type Destination, requestLimit } from './destination.ts';

/** Any web server that takes PUT. Who we are comes from the environment, so that it is in no shell history. */
export function httpPut(address: string, environment: NodeJS.ProcessEnv): Destination {
	const authorization = environment['ASSISTANT_POLICY_AUTHORIZATION'];
	return {
		name: address,
		accessHint:
			authorization === undefined
				? 'Set ASSISTANT_POLICY_AUTHORIZATION to the Authorization header to send, like: Bearer abc'
				: 'The server does not take what ASSISTANT_POLICY_AUTHORIZATION says.',
		send: async ({ method, headers, body }) =>
			await fetch(address, {
				method,
				headers: { ...headers, ...(authorization !== undefined && { authorization }) },
				...(body !== undefined && { body }),
				redirect: 'manual',
				signal: AbortSignal.timeout(requestLimit),
			}),
	};
}
