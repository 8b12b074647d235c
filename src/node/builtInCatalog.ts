import catalogFile from '../../policy/catalog.json' with { type: 'json' };
import type { Assistant } from '../core/catalog/assistant.ts';

/** The catalog that ships with the program. A test holds the file against its schema, so nothing is read twice at start. */
export const builtInCatalog = catalogFile.assistants as readonly Assistant[];
