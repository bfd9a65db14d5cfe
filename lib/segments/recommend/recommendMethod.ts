import type { MethodResult } from './types';

/** Dense groups count when they hold at least this share of the customers … */
const INSIDE_MIN = 0.8;
/** … and another method that finds them again to this degree is as good, and puts everybody somewhere. */
const AGREEMENT_MIN = 0.9;
/** Below this a division is found again too rarely (Hennig 2007). */
const STABILITY_MIN = 0.75;

export interface Recommendation {
	readonly method: string;
	/** Groups stand apart, or they overlap, or customers only shade into each other. */
	readonly because: 'apart' | 'overlap' | 'shades';
	readonly sentence: string;
}

/**
 * The method to use, by what the results say of the shape of the groups (docs/decisions/0025-let-it-choose.md): dense groups
 * that hold nearly everybody are real; a method that divides all customers and finds the same ones is preferred to them;
 * where there are none, a mixture if there are customers enough to know its shapes, else k-means.
 */
export function recommendMethod(results: readonly MethodResult[]): Recommendation {
	const usable = results.filter(({ problem, segments }) => problem === undefined && segments >= 2);
	const find = (method: string): MethodResult | undefined => usable.find((result) => result.method === method);
	const dense = find('hdbscan');
	if (dense !== undefined && 1 - dense.outside >= INSIDE_MIN) return withDense(dense, usable);
	const mixture = find('mixture');
	if (mixture !== undefined && (mixture.stability ?? 0) >= STABILITY_MIN) {
		return {
			method: 'mixture',
			because: 'overlap',
			sentence: `${mixture.label}: the groups run into each other, and ${mixture.segments} overlapping ones of their own width and direction describe them best.`,
		};
	}
	const kmeans = find('kmeans');
	if (kmeans === undefined) return { method: 'kmeans', because: 'shades', sentence: 'K-means: no method found groups, and it is the one to try with other features.' };
	return {
		method: 'kmeans',
		because: 'shades',
		sentence: `K-means: customers shade into each other, no group stands apart, and ${kmeans.segments} typical customers with those nearest to each divide everybody most plainly.`,
	};
}

function withDense(dense: MethodResult, usable: readonly MethodResult[]): Recommendation {
	const same = usable
		.filter(({ outside, agreesWithDense }) => outside === 0 && (agreesWithDense ?? 0) >= AGREEMENT_MIN)
		.reduce<MethodResult | undefined>(
			(best, one) => ((one.agreesWithDense ?? 0) > (best?.agreesWithDense ?? 0) + 0.005 ? one : best),
			undefined,
		);
	if (same !== undefined) {
		return {
			method: same.method,
			because: 'apart',
			sentence: `${same.label}: two methods that look for groups in different ways find the same ones, and this one puts every customer into a segment.`,
		};
	}
	return {
		method: dense.method,
		because: 'apart',
		sentence: `${dense.label}: ${dense.segments} groups stand apart, but not as round clouds: methods that measure from a centre would cut them to pieces.`,
	};
}
