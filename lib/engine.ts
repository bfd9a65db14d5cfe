import type { Compute } from './compute/types';
import type { Clock } from './core/clock';
import type { Random } from './core/random';
import type { LanguageModel } from './language/types';
import type { Store } from './store/types';

/** One HTTP exchange with the outside world; n8n's own helper behind it, so proxies and policies hold. */
export type Request = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON text or form text, already encoded. */
	readonly body?: string;
	readonly timeoutSeconds?: number;
	readonly signal?: AbortSignal;
}

/** Any status resolves; only a connection that failed rejects, with ServiceUnavailable. */
export interface HttpResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** What a person should know about a run: shown as n8n's execution hints and log lines. */
export interface Notify {
	/** "Clustering: 40 % · trying 6 segments" */
	progress(sentence: string): void;
	/** A choice made silently otherwise, or a warning, for the output panel. */
	hint(sentence: string): void;
}

/**
 * Everything an operation may touch, passed first to every function with effects. One store and one
 * worker pool per process; `random`, `model`, `request`, `signal` and `notify` belong to the borrower.
 */
export interface Engine {
	readonly store: Store;
	readonly compute: Compute;
	readonly clock: Clock;
	readonly random: Random;
	readonly request: Request;
	readonly notify: Notify;
	/** Absent until a language model is connected: namer and writer then say that they did without. */
	readonly model?: LanguageModel;
	/** n8n's cancel. */
	readonly signal?: AbortSignal;
}
