import { EventEmitter, type Disposable, type Event } from 'vscode';
import { nextLook } from '../core/enforcement/nextLook.ts';
import { createInstantWatch } from '../node/instantWatch.ts';
import { systemTimer } from '../node/timers.ts';
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
	let disposed = false;

	const lookAgain = oneAtATime(async () => {
		if (disposed) {
			return;
		}
		const context = windowContext();
		await guarded(log, 'look', async () => {
			overview = await look(parts, overview, context);
		});
		const policy = client.policy();
		instants.await(disposed ? undefined : policy && nextLook(policy, context.now));
		changed.fire(overview);
	});

	/** A phase begins at its instant, also offline. */
	const instants = createInstantWatch(() => void lookAgain(), Date.now, systemTimer);

	return {
		overview: () => overview,
		onDidChange: changed.event,
		look: lookAgain,
		dispose: () => {
			disposed = true;
			instants.dispose();
			changed.dispose();
		},
	};
}
