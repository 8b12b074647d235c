/** A piece of a file without what stands around it: the file's path, the text, and the assistants in it, with commas. */
export type Excerpt = readonly [path: string, text: string, assistants: string];
