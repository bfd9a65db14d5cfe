import type { CustomerEvent } from '../../../lib/events/types';

/** Where a vendor's client sends to; ids end in `run`, so that runs over one store keep apart. */
export interface Target {
	/** Base address, without a slash at the end. */
	readonly address: string;
	readonly key: string;
	readonly run: string;
	/** When what is sent happened, milliseconds UTC. */
	readonly at: number;
}

/** A vendor's own published client, doing what a site does with it. */
export interface VendorSender {
	readonly name: string;
	/** Sends everything and waits for the answers; returns every error and warning the client had. */
	send(target: Target): Promise<readonly string[]>;
	/** What the store has to hold then, in any order; what says more stands before what says less. */
	events(target: Target): readonly Partial<CustomerEvent>[];
	/** Requests that takes: one more would be a retry. */
	readonly requests: readonly string[];
}
