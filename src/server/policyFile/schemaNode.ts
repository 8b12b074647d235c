import { policyJsonSchema } from '../../core/policy/jsonSchema.ts';

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

let made: SchemaNode | undefined;

/** The schema's node for the value at `path` of a policy. */
export function schemaAt(path: readonly (string | number)[]): SchemaNode | undefined {
	made ??= policyJsonSchema() as SchemaNode;
	let node: SchemaNode | undefined = made;
	for (const step of path) {
		node =
			resolved(node)?.items !== undefined && typeof step === 'number'
				? resolved(node)?.items
				: member(node, String(step));
		if (node === undefined) {
			return undefined;
		}
	}
	return resolved(node);
}

function member(node: SchemaNode | undefined, key: string): SchemaNode | undefined {
	const own = resolved(node);
	const any = own?.additionalProperties;
	return (
		own?.properties?.[key] ??
		(typeof any === 'object' ? any : own?.anyOf?.map((one) => member(one, key)).find(Boolean))
	);
}

function resolved(node: SchemaNode | undefined): SchemaNode | undefined {
	const name = /^#\/\$defs\/(.+)$/.exec(node?.$ref ?? '')?.[1];
	return name === undefined ? node : made?.$defs?.[name];
}
