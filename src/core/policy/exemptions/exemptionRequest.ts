/** What a request for an exemption says. */
export interface ExemptionRequest {
	readonly rule: string;
	readonly assistant: string;
	readonly machine: string;
	readonly reason: string;
	readonly version: number;
}

/** The address that `template` (an https address or mailto:) becomes for a request; what it does not know stays as it is. */
export function exemptionRequestLink(template: string, request: ExemptionRequest): string {
	return template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
		Object.hasOwn(request, name)
			? encodeURIComponent(String(request[name as keyof ExemptionRequest]).toWellFormed())
			: placeholder,
	);
}
