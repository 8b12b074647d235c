/** Lines that do run an assistant without the line itself giving it away, and why that is not seen. */
export const unseenCases: readonly (readonly [line: string, why: string])[] = [
	['echo Y2xhdWRl | base64 -d | sh', 'the name is encoded'],
	['x=edualc; $(echo $x | rev) -p', 'the name is computed by another program'],
	['read tool; $tool -p hi', 'the name is typed in when the line already runs'],
	['sh ./start.sh', 'the name stands in a script'],
	['make review', 'the name stands in a Makefile'],
	['npm run review', 'the name stands in package.json'],
	['./my-link -p hi', 'a link or a copy bears another name'],
	['cc -p hi', 'an alias was defined on an earlier line or in a profile'],
	['node server.js', 'a program starts it from its own code'],
	[
		"sh -c 'curl -fsSLO https://claude.ai/install.sh'; sh install.sh",
		'one shell fetches what the line around it carries out',
	],
	['printf "cl%s" aude | sh', 'the name is put together by printf'],
	['exec "$CLAUDE_BIN" -p hi', 'what the variable holds was set elsewhere'],
	["GIT_EDITOR='claude -p' git commit", 'another program starts what a variable holds'],
	["make -f - <<< $'all:\\n\\tclaude -p'", 'the Makefile stands on the line itself'],
];
