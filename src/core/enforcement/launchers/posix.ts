import { fillIn, type LauncherNames } from './names.ts';

/**
 * One script serves every command: it goes by the name it is called by. Only what POSIX shells have built in, so that
 * no other process is started before the real command. Exit code 126 is the shell's own for "found, but not run".
 */
export function posixLauncher(names: LauncherNames): string {
	return fillIn(launcher, names);
}

/**
 * Asks whether to run the sanctioned command, with the arguments translated by the rules of the offer, and runs it. Somebody
 * can answer where the launcher is a job of its own in the foreground, as only shells start them that a person types into:
 * what a task, a script, `make` or `npm run` starts shares their process group, or leads its session. macOS has no `/proc`;
 * there `ps` tells.
 */
export function posixOffer(names: LauncherNames): string {
	return fillIn(offer, names);
}

const launcher = `#!/bin/sh
# Says what the organisation's policy says of this command, then stops it or runs the real one.
bin=\${0%/*}
name=\${0##*/}
action=allow
if [ -r "$bin/../notices/$name" ]; then
	bold= plain=
	if [ -t 2 ] && [ -z "\${NO_COLOR-}" ]; then
		bold='\u001b[1;33m' plain='\u001b[0m'
	fi
	{
		IFS= read -r action
		while IFS= read -r line; do
			printf '%s%s%s\\n' "$bold" "$line" "$plain" >&2
			bold= plain=
		done
	} <"$bin/../notices/$name"
	if [ "$action" = block ] && [ -t 0 ] && [ -t 2 ] && [ -z "\${CI-}" ] && [ -r "$bin/../offers/$name" ]; then
		. "$bin/<offer>"
	fi
	if [ -w "\${<events>-}" ]; then
		printf '%s %s\\n' "$action" "$name" >>"$<events>"
	fi
fi
if [ "$action" = block ]; then
	exit 126
fi
set -f
IFS=:
for folder in $PATH; do
	folder=\${folder:-.}
	if [ -x "$folder/$name" ] && [ ! -d "$folder/$name" ] && [ ! -e "$folder/<marker>" ]; then
		exec "$folder/$name" "$@"
	fi
done
printf '%s: command not found\\n' "$name" >&2
exit 127
`;

const offer = `# Read by the launchers beside it when somebody may be there to answer.
attended=
if [ -r "/proc/$$/stat" ]; then
	IFS=' ' read -r pid command state parent group session terminal front rest <"/proc/$$/stat"
	if [ "$group" = "$$" ] && [ "$session" != "$$" ] && [ "$front" = "$$" ]; then
		attended=yes
	fi
else
	IFS=' ' read -r group state rest <<END
$(ps -o pgid= -o stat= -p "$$" 2>/dev/null)
END
	case $group$state in
	*s*) ;;
	"$$"*[+]*) attended=yes ;;
	esac
fi
[ -n "$attended" ] || return 0

nl='
'
rules=$nl
{
	IFS= read -r before
	IFS= read -r after
	IFS= read -r lacking
	IFS= read -r install
	IFS= read -r program
	IFS= read -r words
	while IFS= read -r line; do
		rules=$rules$line$nl
	done
} <"$bin/../offers/$name"

found=
set -f
IFS=:
for folder in $PATH; do
	folder=\${folder:-.}
	if [ -x "$folder/$program" ] && [ ! -d "$folder/$program" ] && [ ! -e "$folder/<marker>" ]; then
		found=$folder/$program
		break
	fi
done
IFS=' '
if [ -z "$found" ]; then
	[ -z "$install" ] || printf '%s\\n' "$install" >&2
	return 0
fi

# Each word is taken from the front; what becomes of it is put to the end.
left= pending= prompt= options=yes count=$#
while [ "$count" -gt 0 ]; do
	word=$1 rule=
	shift
	count=$((count - 1))
	case $options$word in
	yes--)
		options=
		set -- "$@" --
		continue
		;;
	yes-?*)
		option=\${word%%=*}
		rule='? x '
		;;
	yes*) option=\${prompt:+ }$word ;;
	*) option=' ' ;;
	esac
	rest=\${rules#*"$nl$option "}
	[ "$rest" = "$rules" ] || rule=\${rest%%"$nl"*}
	if [ -z "$rule" ]; then
		set -- "$@" \${pending:+"$pending"} "$word"
		pending= prompt=yes
		continue
	fi
	takes=\${rule%% *} rule=\${rule#* }
	gives=\${rule%% *} to=\${rule#* }
	value= has=
	case $word in
	-*=*) value=\${word#*=} has=yes takes=0 word=$option ;;
	esac
	while :; do
		more=
		if [ "$takes" != 0 ] && [ "$count" -gt 0 ]; then
			case $takes$1 in
			1* | [?*][!-]*)
				value=$1 has=yes more=yes
				shift
				count=$((count - 1))
				;;
			esac
		fi
		case $gives in
		s) return 0 ;;
		x) left="$left\${word:+ $word}\${has:+ $value}" ;;
		p) pending=$to ;;
		o)
			[ -z "$word" ] || set -- "$@" "$to"
			[ -z "$has" ] || left="$left $word $value"
			;;
		v) set -- "$@" "$to" \${has:+"$value"} ;;
		esac
		case $takes$more$count in
		'*yes'[1-9]*)
			case $1 in
			-*) break ;;
			esac
			word= has=
			;;
		*) break ;;
		esac
	done
done
[ -z "$pending" ] || left="$left $pending"
set -- $words "$@"

shown=$program
for word; do
	case $word in
	'' | *[!A-Za-z0-9_./:=@%+,-]*) word="'$word'" ;;
	esac
	shown="$shown $word"
done
[ -z "$left" ] || printf '%s%s\\n' "$lacking" "$left" >&2
printf '%s%s%s [y/N] ' "$before" "$shown" "$after" >&2
IFS= read -r answer || answer=
case $answer in
[yY] | [yY][eE][sS])
	if [ -w "\${<events>-}" ]; then
		printf 'switch %s\\n' "$name" >>"$<events>"
	fi
	unset IFS
	exec "$found" "$@"
	;;
esac
`;
