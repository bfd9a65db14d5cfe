import { InvalidInput } from '../core/errors';

/** Fewest customers of a segment that is published, synced or sent to, unless the owner lowers it on purpose. */
export const SEGMENT_FLOOR = 100;

/** A floor as somebody typed it: a whole number of customers from 1. */
export function readFloor(value: unknown): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
	throw new InvalidInput(
		`segmentFloor is ${JSON.stringify(value)}: expected a whole number of customers from 1 (normally ${SEGMENT_FLOOR})`,
	);
}

export interface Floored<Segment> {
	readonly published: readonly Segment[];
	/** Below the floor: shown to the owner, never published. */
	readonly withheld: readonly { readonly segment: Segment; readonly reason: string }[];
	/** Customers in withheld segments; they count as unassigned outside. */
	readonly withheldCustomers: number;
}

/** Parts segments into those large enough to publish and those that could point at a person. */
export function withholdSmall<Segment extends { readonly size: number }>(
	segments: readonly Segment[],
	floor: number = SEGMENT_FLOOR,
): Floored<Segment> {
	const withheld = segments
		.filter((segment) => segment.size < floor)
		.map((segment) => ({
			segment,
			reason: `${segment.size} customers are fewer than the floor of ${floor}`,
		}));
	return {
		published: segments.filter((segment) => segment.size >= floor),
		withheld,
		withheldCustomers: withheld.reduce((sum, { segment }) => sum + segment.size, 0),
	};
}
