import { join } from 'node:path';

/** Where data lies that is kept outside the repository; tests say by name how much of it they found. */
export const sharedData = process.env['SHARED_DATA'] ?? join(process.cwd(), '../shared/data');
