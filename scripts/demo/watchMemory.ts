/** Highest resident memory of this process, workers and databases in it included, in whole megabytes. */
export interface MemoryWatch {
	/** The peak since the last call. */
	lap(): number;
	/** The peak of all; ends the watch. */
	stop(): number;
}

const EVERY_MILLISECONDS = 50;

export function watchMemory(): MemoryWatch {
	let highest = 0;
	let sinceLap = 0;
	const look = (): void => {
		const now = process.memoryUsage.rss() / 1024 / 1024;
		highest = Math.max(highest, now);
		sinceLap = Math.max(sinceLap, now);
	};
	const timer = setInterval(look, EVERY_MILLISECONDS);
	timer.unref();
	return {
		lap: () => {
			look();
			const peak = Math.round(sinceLap);
			sinceLap = 0;
			return peak;
		},
		stop: () => {
			look();
			clearInterval(timer);
			return Math.round(highest);
		},
	};
}
