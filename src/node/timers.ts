/** Runs `callback` once after `milliseconds`, unless the returned function is called before. */
export type StartTimer = (callback: () => void, milliseconds: number) => () => void;

/** The system's timers, which do not keep the process alive. */
export const systemTimer: StartTimer = (callback, milliseconds) => {
	const timer = setTimeout(callback, milliseconds).unref();
	return () => clearTimeout(timer);
};
