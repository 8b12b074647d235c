import * as z from 'zod';

const messageSchema = z.object({
	/** The `data-act` of the button. */
	act: z.string(),
	/** Which of the findings it is about. */
	index: z.number().optional(),
});

/** What the page asks for; `undefined` where it is nothing that our page says. */
export function readPageMessage(message: unknown): z.infer<typeof messageSchema> | undefined {
	return messageSchema.safeParse(message).data;
}
