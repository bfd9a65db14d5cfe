/**
 * Names a function that runs in a worker thread: the module's path below `lib/` without extension, and its export.
 * The function takes (input, TaskControl) and returns the output; both must survive structured cloning,
 * and typed arrays over SharedArrayBuffer are shared, not copied.
 */
export interface Task<Input, Output> {
	readonly file: string;
	readonly name: string;
	/** Never set; carries the types. */
	readonly types?: (input: Input) => Output;
}

/** What a task may use while it runs. */
export interface TaskControl {
	/** share in [0, 1]; the sentence is for people. Throttled by the pool. */
	progress(share: number, sentence: string): void;
}

export interface RunOptions {
	/** n8n's cancel signal: stops the worker thread, rejects with the signal's reason. */
	readonly signal?: AbortSignal;
	readonly onProgress?: (share: number, sentence: string) => void;
}

/** A pool of worker threads; nothing above about 50 ms runs on the caller's event loop. */
export interface Compute {
	run<Input, Output>(task: Task<Input, Output>, input: Input, options?: RunOptions): Promise<Output>;
	/** Worker threads in the pool (cores − 1, at least 1). */
	readonly threads: number;
	close(): Promise<void>;
}
