import * as z from 'zod';
import { catalogSchema } from '../catalog/assistant.ts';
import { policyDocumentSchema } from './document.ts';

/**
 * The JSON Schema (draft 2020-12) of the admin's policy file, for completion and hints in editors. What the tools accept
 * is decided by the zod schema that this is made from.
 */
export function policyJsonSchema(): object {
	return {
		title: 'Policy of Approved Assistants',
		...z.toJSONSchema(policyDocumentSchema, { io: 'input' }),
	};
}

/** The JSON Schema of the catalog file. */
export function catalogJsonSchema(): object {
	return { title: 'Catalog of Approved Assistants', ...z.toJSONSchema(catalogSchema, { io: 'input' }) };
}
