/** The chart's data range and size in pixels, and how far apart badges must stay, in pixels. */
export interface Frame {
	readonly x: readonly [number, number];
	readonly y: readonly [number, number];
	readonly width: number;
	readonly height: number;
	readonly distance: number;
}

export interface Badge {
	readonly segment: number;
	/** "1" for the first segment, as in the legend. */
	readonly number: string;
	readonly x: number;
	readonly y: number;
}

const roundsMax = 200;

/**
 * A badge at the median of each segment's points, pushed apart until none covers another and kept inside the frame.
 * Segments without points get none.
 */
export function placeBadges(
	map: {
		readonly segments: readonly string[];
		readonly points: readonly { readonly x: number; readonly y: number; readonly segment: number }[];
	},
	frame: Frame,
): Badge[] {
	const places = map.segments.flatMap((_, segment) => {
		const members = map.points.filter((point) => point.segment === segment);
		if (members.length === 0) return [];
		const x = toPixels(median(members.map((point) => point.x)), frame.x, frame.width);
		const y = toPixels(median(members.map((point) => point.y)), frame.y, frame.height);
		return [{ segment, x, y }];
	});
	for (const place of places) move(place, { x: 0, y: 0 }, frame);
	for (let round = 0; round < roundsMax && pushApart(places, frame); round += 1);
	return places.map(({ segment, x, y }) => ({
		segment,
		number: String(segment + 1),
		x: fromPixels(x, frame.x, frame.width),
		y: fromPixels(y, frame.y, frame.height),
	}));
}

/** One round; true while something still moved. Equal places part along the order of the segments. */
function pushApart(places: { segment: number; x: number; y: number }[], frame: Frame): boolean {
	let moved = false;
	for (const [index, first] of places.entries()) {
		for (const second of places.slice(index + 1)) {
			const gap = Math.hypot(second.x - first.x, second.y - first.y);
			if (gap >= frame.distance - 0.01) continue;
			const angle = gap > 0.01 ? Math.atan2(second.y - first.y, second.x - first.x) : second.segment;
			const step = (frame.distance - gap) / 2;
			move(first, { x: -step * Math.cos(angle), y: -step * Math.sin(angle) }, frame);
			move(second, { x: step * Math.cos(angle), y: step * Math.sin(angle) }, frame);
			moved = true;
		}
	}
	return moved;
}

/** Never out of the frame, also when all of a segment lies outside of it. */
function move(place: { x: number; y: number }, step: { x: number; y: number }, frame: Frame): void {
	const margin = frame.distance / 2;
	place.x = Math.min(frame.width - margin, Math.max(margin, place.x + step.x));
	place.y = Math.min(frame.height - margin, Math.max(margin, place.y + step.y));
}

function toPixels(value: number, [low, high]: readonly [number, number], size: number): number {
	return ((value - low) / (high - low)) * size;
}

function fromPixels(pixels: number, [low, high]: readonly [number, number], size: number): number {
	return low + (pixels / size) * (high - low);
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
