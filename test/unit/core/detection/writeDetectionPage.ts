import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectionPage } from './detectionPage.ts';

await writeFile(path.resolve(import.meta.dirname, '../../../../docs/detection.md'), detectionPage());
