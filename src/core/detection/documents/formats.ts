import type { Draft } from './draft.ts';
import { readBuildFile } from './files/buildFiles.ts';
import { readDockerfile } from './files/dockerFiles.ts';
import type { FormatName } from './formatPaths.ts';
import { readJenkinsfile } from './files/jenkinsFiles.ts';
import { readDevcontainer } from './json/devcontainer.ts';
import { readEditorJson, readExtensionsJson, readMcpJson } from './json/jsonFiles.ts';
import { readPackageJson } from './json/packageJson.ts';
import {
	readBrewfile,
	readEnvironmentFile,
	readGemfile,
	readGoMod,
	readLockFile,
	readRequirements,
	readToolVersions,
} from './files/lineFiles.ts';
import { readNix } from './nix/nixFiles.ts';
import { readNotebook } from './code/notebookFiles.ts';
import { readIni, readProcfile, readPropertyList } from './files/processFiles.ts';
import { readRecipes } from './files/recipeFiles.ts';
import { readShellFile } from './files/scriptFiles.ts';
import { readSource } from './code/sourceFiles.ts';
import { readTerminalFile, readVimFile } from './files/terminalFiles.ts';
import { readTerraform } from './files/terraformFiles.ts';
import { readToml } from './toml/tomlFiles.ts';
import { readVagrantfile } from './files/vagrantFiles.ts';
import { readOtherYaml, readYaml } from './yaml/yamlFiles.ts';

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
