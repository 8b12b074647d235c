import path from 'node:path';

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Everything that is built; may be deleted at any time. */
export const dist = path.join(root, 'dist');

/** The development editor and browser, installed on demand. */
export const editorHome = path.join(root, '.editor');
