/** Runs `work`, a step that may take long, and prints how long it took. `say` adds a line under it while it runs. */
export async function step<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T> {
	const started = performance.now();
	const live = process.stdout.isTTY;
	process.stdout.write(live ? `  ${title} …` : '');
	let broken = false;
	const say = (line: string): void => {
		process.stdout.write(live && !broken ? `\n    ${line.trim()}\n` : `    ${line.trim()}\n`);
		broken = true;
	};
	const result = await work(say);
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	process.stdout.write(live && !broken ? `\r✓ ${title}, ${seconds} s \n` : `✓ ${title}, ${seconds} s\n`);
	return result;
}
