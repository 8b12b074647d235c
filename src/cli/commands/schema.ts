import { Argument, type Command } from 'commander';
import { casesJsonSchema } from '../../core/decision/policyCases.ts';
import { catalogJsonSchema, policyJsonSchema } from '../../core/policy/jsonSchema.ts';
import { sayJson } from '../output.ts';

const examples = `
Example:
  $ assistant-policy schema policy > policy.schema.json
Then begin policy.json with  "$schema": "./policy.schema.json"  and editors complete and check as you type.`;

const schemas = { policy: policyJsonSchema, catalog: catalogJsonSchema, cases: casesJsonSchema } as const;
type SchemaName = keyof typeof schemas;

/** `schema`: prints the JSON Schema of a file, for completion in editors. */
export function addSchema(program: Command): void {
	program
		.command('schema')
		.summary('print the JSON Schema of policy.json, for completion in editors')
		.description(
			'Prints the JSON Schema (draft 2020-12) of a policy, a catalog or a policy’s test cases.',
		)
		.addArgument(new Argument('[file]', 'which one').choices(Object.keys(schemas)).default('policy'))
		.addHelpText('after', examples)
		.action((file: SchemaName) => sayJson(schemas[file]()));
}
