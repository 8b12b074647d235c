import { Argument, type Command } from 'commander';
import { catalogJsonSchema, policyJsonSchema } from '../../core/policy/jsonSchema.ts';
import { sayJson } from '../output.ts';

const examples = `
Example:
  $ assistant-policy schema policy > policy.schema.json
Then begin policy.json with  "$schema": "./policy.schema.json"  and editors complete and check as you type.`;

/** `schema`: prints the JSON Schema of a file, for completion in editors. */
export function addSchema(program: Command): void {
	program
		.command('schema')
		.summary('print the JSON Schema of policy.json, for completion in editors')
		.description('Prints the JSON Schema (draft 2020-12) of a policy or a catalog.')
		.addArgument(new Argument('[file]', 'which one').choices(['policy', 'catalog']).default('policy'))
		.addHelpText('after', examples)
		.action((file: 'policy' | 'catalog') =>
			sayJson(file === 'policy' ? policyJsonSchema() : catalogJsonSchema()),
		);
}
