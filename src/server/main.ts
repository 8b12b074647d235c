import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { builtInCatalog } from '../node/builtInCatalog.ts';
import { readTextFile, walkTree } from '../node/files/scanTree.ts';
import { leaveGrammarsUnoptimised, loadShellGrammars } from '../node/commands/shellGrammars.ts';
import { nodeCryptography } from '../node/signing/signature.ts';
import { startServer } from './server.ts';

leaveGrammarsUnoptimised();
startServer(createConnection(ProposedFeatures.all), {
	builtInCatalog,
	cryptography: nodeCryptography,
	loadGrammars: async (folder) => await loadShellGrammars({ folder }),
	now: Date.now,
	patience: 10_000,
	readTextFile,
	walkTree,
});
