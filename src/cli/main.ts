#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Only what is imported after this is kept compiled, which halves the time that a start takes.
enableCompileCache();
const { runProgram } = await import('./program.ts');
await runProgram();
