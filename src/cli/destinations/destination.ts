/** A place on the network where bundles are put, over HTTP. */
export interface Destination {
	/** What people call it: the address as it was given. */
	readonly name: string;
	/** Sends a request for the bundle's own address. Rejects as `fetch` does. */
	readonly send: (request: DestinationRequest) => Promise<Response>;
	/** What to do when it lets nobody in. */
	readonly accessHint: string;
}

export interface DestinationRequest {
	readonly method: 'GET' | 'PUT';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: Uint8Array<ArrayBuffer>;
}

/** For how long one request may take, in milliseconds. */
export const requestLimit = 60_000;
