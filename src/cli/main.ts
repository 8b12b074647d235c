#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Only what is imported after this is kept compiled, which halves the time that a start takes.
enableCompileCache();
const { exitQuietlyOnClosedPipe } = await import('./output.ts');
const { run } = await import('./program.ts');
const { leaveGrammarsUnoptimised } = await import('../node/commands/shellGrammars.ts');
exitQuietlyOnClosedPipe();
leaveGrammarsUnoptimised();
process.exitCode = await run(process.argv.slice(2));
