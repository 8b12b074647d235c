import type { Draft } from './draft.ts';
import { readBuildFile } from './buildFiles.ts';
import { readDockerfile } from './dockerFiles.ts';
import type { FormatName } from './formatPaths.ts';
import { readJenkinsfile } from './jenkinsFiles.ts';
import { readDevcontainer, readEditorJson, readExtensionsJson, readMcpJson } from './jsonFiles.ts';
import { readPackageJson } from './packageJson.ts';
import {
	readBrewfile,
	readEnvironmentFile,
	readGemfile,
	readGoMod,
	readLockFile,
	readRequirements,
	readToolVersions,
} from './lineFiles.ts';
import { readNix } from './nixFiles.ts';
import { readNotebook } from './notebookFiles.ts';
import { readIni, readProcfile, readPropertyList } from './processFiles.ts';
import { readRecipes } from './recipeFiles.ts';
import { readShellFile } from './scriptFiles.ts';
import { readSource } from './sourceFiles.ts';
import { readTerminalFile, readVimFile } from './terminalFiles.ts';
import { readTerraform } from './terraformFiles.ts';
import { readToml } from './tomlFiles.ts';
import { readVagrantfile } from './vagrantFiles.ts';
import { readOtherYaml, readYaml } from './yamlFiles.ts';

/** MCP servers, which some tools take in YAML, whatever the file is called. */
function readServers(draft: Draft): void {
	const isYaml = /^[ \t]*[\w-]+:[ \t]*$/m.test(draft.text) && !/^\s*[{["/]/.test(draft.text);
	(isYaml ? readYaml : readMcpJson)(draft);
}

/** How the files of each format are read. */
export const formatReaders: Readonly<Record<FormatName, (draft: Draft) => void>> = {
	lock: readLockFile,
	extensions: readExtensionsJson,
	devcontainer: readDevcontainer,
	mcp: readServers,
	editor: readEditorJson,
	package: readPackageJson,
	requirements: readRequirements,
	toml: readToml,
	gems: readGemfile,
	brew: readBrewfile,
	go: readGoMod,
	tools: readToolVersions,
	nix: readNix,
	docker: readDockerfile,
	jenkins: readJenkinsfile,
	make: readRecipes,
	environment: readEnvironmentFile,
	shell: readShellFile,
	yaml: readYaml,
	otherYaml: readOtherYaml,
	ini: readIni,
	procfile: readProcfile,
	vagrant: readVagrantfile,
	terminal: readTerminalFile,
	propertyList: readPropertyList,
	builds: readBuildFile,
	plugins: readVimFile,
	terraform: readTerraform,
	notebook: readNotebook,
	source: readSource,
};
