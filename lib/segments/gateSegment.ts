/** Below this mean Jaccard overlap with itself in bootstrap samples, a segment is not the same people when drawn anew (Hennig 2007). */
export const STABILITY_MIN = 0.75;

export interface GateRequest {
	readonly size: number;
	readonly stability: number | null;
	/** Customers a segment needs to be published. */
	readonly floor: number;
	/** Whether the owner publishes what is not stable all the same; never what is too small. */
	readonly insists: boolean;
	/** Why no segment of this discovery is to be relied on; absent when they are. */
	readonly refusal?: string;
}

/** Why a segment is not published, synced or written to; undefined when it is. */
export function gateSegment({ size, stability, floor, insists, refusal }: GateRequest): string | undefined {
	if (size < floor) return `${size} customers are fewer than the floor of ${floor}`;
	if (insists) return undefined;
	if (refusal !== undefined) return refusal;
	if (stability === null || stability >= STABILITY_MIN) return undefined;
	return `only ${Math.round(stability * 100)} % of it comes back when customers are drawn anew, fewer than the ${STABILITY_MIN * 100} % a segment needs to be relied on`;
}
