/**
 * Completion for bash. Ours, as the library's needs the bash-completion package, and runs the words on the line through
 * `eval`, so that a command substitution would be run by the Tab key.
 */
export const bashScript = `# bash completion for assistant-policy
_assistant_policy() {
	local answer line
	local IFS=$'\\n'
	COMPREPLY=()
	answer=$(assistant-policy complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
	for line in $answer; do
		case $line in
			:4) compopt +o default +o bashdefault 2>/dev/null ;;
			:*) ;;
			*) COMPREPLY+=("\${line%%$'\\t'*}") ;;
		esac
	done
}
complete -o default -o bashdefault -F _assistant_policy assistant-policy
`;
