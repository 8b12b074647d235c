import { casesJsonSchema } from '../../core/decision/policyCases.ts';
import { catalogJsonSchema, policyJsonSchema } from '../../core/policy/jsonSchema.ts';
import type { AdminFile } from './policyText.ts';

/** As much of a JSON Schema node as help needs. */
export interface SchemaNode {
	readonly type?: string;
	readonly description?: string;
	readonly default?: unknown;
	readonly enum?: readonly unknown[];
	readonly properties?: Readonly<Record<string, SchemaNode>>;
	readonly required?: readonly string[];
	readonly items?: SchemaNode;
	readonly anyOf?: readonly SchemaNode[];
	readonly additionalProperties?: SchemaNode | boolean;
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

const makers: Readonly<Record<AdminFile, () => object>> = {
	policy: policyJsonSchema,
	cases: casesJsonSchema,
	catalog: catalogJsonSchema,
};
const made = new Map<AdminFile, SchemaNode>();

function schemaOf(file: AdminFile): SchemaNode {
	const known = made.get(file) ?? makers[file]();
	made.set(file, known);
	return known;
}

/** The schema's node for the value at `path` of a file. */
export function schemaAt(file: AdminFile, path: readonly (string | number)[]): SchemaNode | undefined {
	const schema = schemaOf(file);
	let node: SchemaNode | undefined = schema;
	for (const step of path) {
		const here = resolved(schema, node);
		node =
			here?.items !== undefined && typeof step === 'number'
				? here.items
				: member(schema, here, String(step));
		if (node === undefined) {
			return undefined;
		}
	}
	return resolved(schema, node);
}

function member(schema: SchemaNode, node: SchemaNode | undefined, key: string): SchemaNode | undefined {
	const own = resolved(schema, node);
	const any = own?.additionalProperties;
	return (
		own?.properties?.[key] ??
		(typeof any === 'object' ? any : own?.anyOf?.map((one) => member(schema, one, key)).find(Boolean))
	);
}

function resolved(schema: SchemaNode, node: SchemaNode | undefined): SchemaNode | undefined {
	const name = /^#\/\$defs\/(.+)$/.exec(node?.$ref ?? '')?.[1];
	return name === undefined ? node : schema.$defs?.[name];
}
