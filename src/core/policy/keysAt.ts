import * as z from 'zod';
import type { JsonPath } from '../json/scan.ts';

/** The keys that `schema` knows for the object at `path`; none where there is no object or any key will do. */
export function keysAt(schema: z.ZodType, path: JsonPath): readonly string[] {
	let current = unwrapped(schema);
	for (const step of path) {
		current = unwrapped(inner(current, step));
	}
	return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function inner(schema: unknown, step: string | number): unknown {
	if (schema instanceof z.ZodObject) {
		return (schema.shape as Record<string, unknown>)[String(step)];
	}
	return schema instanceof z.ZodArray ? schema.element : undefined;
}

function unwrapped(schema: unknown): unknown {
	let current = schema;
	while (
		current instanceof z.ZodOptional ||
		current instanceof z.ZodDefault ||
		current instanceof z.ZodPrefault ||
		current instanceof z.ZodReadonly
	) {
		current = current.unwrap();
	}
	return current;
}
