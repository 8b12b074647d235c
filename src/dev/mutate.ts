/** Changes the code that matters most in small ways, one at a time, and says how many changes a test notices. */
import { areas } from './mutation/areas.ts';
import { openWorkplace } from './mutation/stryker.ts';
import { readOptions } from './readOptions.ts';

/** Of a hundred changes, so many must be noticed in each area. */
const wanted = 85;

const help = `npm run mutate -- [--only AREA] [--list]

Changes the code in small ways, one at a time, and says how many changes a test notices. Minutes for each area.

  --only AREA  ${areas.map(({ name }) => name).join(', ')}
  --list       name what no test noticed`;
const values = readOptions(help, { only: { type: 'string' }, list: { type: 'boolean' } });
const chosen = areas.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
	console.error(`--only takes one of: ${areas.map(({ name }) => name).join(', ')}.`);
	process.exit(2);
}
const workplace = await openWorkplace((line) => console.log(line));
try {
	for (const area of chosen) {
		const { noticed, survivors, invalid } = await workplace.run(area);
		const score = (100 * noticed) / (noticed + survivors.length);
		console.log(
			`${score >= wanted ? 'ok    ' : 'BELOW '} ${area.name.padEnd(14)} ${score.toFixed(1)} %  ${noticed} of ${noticed + survivors.length} changes noticed; ${invalid} more kept the tests from being read`,
		);
		if (values.list === true) {
			survivors.forEach(({ place, kind, replacement }) =>
				console.log(`   ${place} ${kind}: ${replacement}`),
			);
		}
		process.exitCode = score >= wanted ? process.exitCode : 1;
	}
} finally {
	await workplace.close();
}
