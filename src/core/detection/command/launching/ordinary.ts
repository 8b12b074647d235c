/**
 * Programs whose words are files, patterns and names of things and never a command, so that an assistant's name behind
 * `--` is none.
 */
export const ordinary: ReadonlySet<string> = new Set(
	[
		'[ [[ : . source test true false echo printf print say read let local export declare typeset readonly unset set shift return exit cd pushd popd dirs',
		'cat bat less more head tail tac nl wc sort uniq cut tr paste join comm diff cmp sed awk gawk grep egrep fgrep rg ag ack ls ll la eza exa tree stat file',
		'cp mv rm rmdir mkdir touch ln chmod chown chgrp install rsync scp sftp tar zip unzip gzip gunzip xz zstd 7z dd tee mktemp basename dirname realpath readlink',
		'git gh glab hg svn jj make just ninja cmake meson gradle gradlew mvn ant bazel msbuild',
		'npm yarn pnpm bun deno cargo go rustc gcc clang tsc eslint prettier oxlint vitest jest mocha playwright pytest',
		'man info tldr help apropos whatis history fc jobs kill pkill killall ps top htop lsof',
		'vi vim nvim nano emacs code codium code-insiders subl micro hx open xdg-open',
		'kubectl helm terraform tofu aws gcloud az doctl ansible ansible-playbook vault consul nomad',
		'curl wget http jq yq fzf base64 md5sum sha256sum openssl gpg pass ssh-keygen ssh-copy-id',
		'systemctl service journalctl crontab useradd usermod groupadd passwd id whoami uname hostname date cal sleep wait',
		'write-host write-output write-error write-warning write-information write-verbose out-file out-null out-string set-content add-content get-content get-item remove-item copy-item move-item new-item test-path join-path split-path select-object where-object foreach-object sort-object get-childitem set-location push-location pop-location import-module set-item remove-variable clear-host select-string',
		'rem goto set setx title color pause cls dir copy xcopy robocopy move del erase ren md rd type',
		'complete compgen compdef bindkey bind autoload zstyle zmodload setopt unsetopt shopt string math contains count functions',
	].flatMap((line) => line.split(' ')),
);
