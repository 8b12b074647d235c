import { EventEmitter, type Disposable, type Event } from 'vscode';
import { nextChange } from '../core/decision/decide.ts';
import { windowContext } from './context.ts';
import { guarded } from './log.ts';
import { type GuardParts, look, type Overview } from './look.ts';
import { oneAtATime } from './oneAtATime.ts';

/** Holds the policy in force in this window, and says how that stands. */
export interface Guard extends Disposable {
	overview(): Overview;
	readonly onDidChange: Event<Overview>;
	/** Looks at everything again. Calls do not overlap; those made meanwhile become one more look. */
	look(): Promise<void>;
}

/** The longest delay that timers take (they fire at once beyond 2^31-1 ms); a phase further off is looked at again. */
const longestDelay = 12 * 3_600_000;

export function createGuard(parts: GuardParts): Guard {
	const { client, log } = parts;
	const changed = new EventEmitter<Overview>();
	let overview: Overview = {
		policy: client.status(),
		decisions: [],
		allowList: { state: 'idle' },
		held: [],
		stillRunning: [],
	};
	let timer: NodeJS.Timeout | undefined;
	let disposed = false;

	const lookAgain = oneAtATime(async () => {
		if (disposed) {
			return;
		}
		const context = windowContext();
		await guarded(log, 'look', async () => {
			overview = await look(parts, overview, context);
		});
		schedule(context.now);
		changed.fire(overview);
	});

	/** A phase begins at its instant, also offline. */
	function schedule(now: number): void {
		clearTimeout(timer);
		const policy = client.policy();
		const next = policy && nextChange(policy, now);
		if (next !== undefined && !disposed) {
			timer = setTimeout(() => void lookAgain(), Math.min(next - now, longestDelay));
		}
	}

	return {
		overview: () => overview,
		onDidChange: changed.event,
		look: lookAgain,
		dispose: () => {
			disposed = true;
			clearTimeout(timer);
			changed.dispose();
		},
	};
}
