import type { IBinaryKeyData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Engine, Outcome } from '../../lib';

/** What an output item shows; `binary` is filled from files. */
export interface Shown {
	readonly json: IDataObject;
	readonly files?: readonly ShownFile[];
	/** Of `once`: the incoming item it comes from; absent: all of them. */
	readonly item?: number;
	/** Passed on as it came, such as a report that an e-mail node attaches. */
	readonly binary?: IBinaryKeyData;
}

export interface ShownFile {
	/** Binary field: "map", "report". */
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Uint8Array;
}

/**
 * One entry of a node's Operation list: fields, read, run, show. `read` turns parameters into a request,
 * `run` is one call of the engine for all requests, `show` makes readable items of a result.
 */
export interface Operation<Request, Result> {
	readonly name: string;
	/** Title Case, in the Operation list. */
	readonly label: string;
	/** Sentence case, verb first, no article: "Discover segments". */
	readonly action: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
	/** `once`: parameters are read for the first item and the result belongs to all. */
	readonly runs: 'once' | 'perItem';
	read(context: IExecuteFunctions, item: number): Request | Promise<Request>;
	run(engine: Engine, requests: readonly Request[]): Promise<readonly Outcome<Result>[]>;
	show(result: Result): readonly Shown[];
}

/** An operation as a list member: request and result types are its own affair. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- existential type: each member pairs its own request and result
export type AnyOperation = Operation<any, any>;
