import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openKmeansKernel } from '../../../lib/compute/kernels/kmeans';
import { kmeansTwin } from '../../../lib/compute/kernels/kmeans.twin';
import { LANES, type KmeansKernel } from '../../../lib/compute/kernels/kmeansKernel';
import { loadKernel } from '../../../lib/compute/kernels/loadKernel';
import { openMixtureKernel } from '../../../lib/compute/kernels/mixture';
import { mixtureTwin } from '../../../lib/compute/kernels/mixture.twin';
import { squareLength, strideOf, type Components, type MixtureKernel } from '../../../lib/compute/kernels/mixtureKernel';
import { openSilhouetteKernel } from '../../../lib/compute/kernels/silhouette';
import { silhouetteTwin } from '../../../lib/compute/kernels/silhouette.twin';
import { openWardKernel } from '../../../lib/compute/kernels/ward';
import { wardTwin } from '../../../lib/compute/kernels/ward.twin';
import { Defect, SetupNeeded } from '../../../lib/core/errors';
import { seededRandom } from '../../../lib/core/random';
import { matrixOf, type Matrix } from '../../../lib/math/matrix';
import { properties } from '../../support/properties';

const kmeans = openKmeansKernel();
const silhouette = openSilhouetteKernel();

interface Shape {
	readonly rows: number;
	readonly columns: number;
	readonly centres: number;
	readonly seed: number;
}

/** Rows around a block's border, columns and centres around a vector's border. */
const shapes: fc.Arbitrary<Shape> = fc.record({
	rows: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(1023, 1024, 1025, 2050)),
	columns: fc.integer({ min: 1, max: 23 }),
	centres: fc.integer({ min: 1, max: 13 }),
	seed: fc.integer(),
});

/** Values of all sizes, with many equal ones so that ties happen. */
function numbers(rows: number, columns: number, seed: number): Matrix {
	const random = seededRandom(seed);
	const values = Float32Array.from({ length: rows * columns }, () =>
		random.next() < 0.3 ? random.integer(3) : random.normal() * 10 ** (random.integer(7) - 3),
	);
	return { rows, columns, values };
}

function run(kernel: KmeansKernel, points: Matrix, centres: Matrix) {
	const into = {
		labels: new Int32Array(points.rows),
		distances: new Float32Array(points.rows),
		sums: new Float64Array(centres.rows * centres.columns),
		counts: new Int32Array(centres.rows),
	};
	const inertia = kernel.stepKmeans(points, centres, into);
	return { inertia, ...into };
}

describe('the k-means kernel', () => {
	test('makes a step with the same bits as its twin', () => {
		const property = fc.property(shapes, ({ rows, columns, centres, seed }) => {
			const points = numbers(rows, columns, seed);
			const around = numbers(centres, columns, seed + 1);
			expect(run(kmeans, points, around)).toEqual(run(kmeansTwin, points, around));
		});
		fc.assert(property, properties(60));
	});

	test('costs candidates with the same bits as its twin', () => {
		const property = fc.property(shapes, ({ rows, columns, centres, seed }) => {
			const points = numbers(rows, columns, seed);
			const candidates = numbers(Math.min(centres, LANES), columns, seed + 1);
			const closest = new Float32Array(rows).map((_, row) => (row % 3 === 0 ? Infinity : row));
			const costs = [kmeans, kmeansTwin].map((kernel) => {
				const lowered = new Float32Array(rows * LANES);
				const cost = kernel.candidateCosts(points, candidates, { closest, lowered });
				// Lanes without a candidate hold no promise.
				return { cost, lowered: lowered.filter((_, at) => at % LANES < candidates.rows) };
			});
			expect(costs[0]).toEqual(costs[1]);
		});
		fc.assert(property, properties(40));
	});

	test('finds the nearest centres without touching sums', () => {
		const points = matrixOf([[0, 0], [1, 1], [9, 9], [5, 5]]);
		const centres = matrixOf([[0, 0], [10, 10]]);
		const nearest = { labels: new Int32Array(4), distances: new Float32Array(4) };
		expect(kmeans.nearestCentres(points, centres, nearest)).toBe(0 + 2 + 2 + 50);
		expect([...nearest.labels]).toEqual([0, 0, 1, 0]);
		expect([...nearest.distances]).toEqual([0, 2, 2, 50]);
	});

	test('gives a row between equal centres to the lower one, wherever they stand', () => {
		const point = matrixOf([[1], [1], [1], [1], [1]]);
		for (let first = 0; first < 9; first += 1) {
			const centres = matrixOf(Array.from({ length: 9 }, (_, at) => [at >= first ? 1 : 5]));
			expect([...run(kmeans, point, centres).labels]).toEqual([first, first, first, first, first]);
		}
	});

	test('takes points over shared memory and over a part of a larger buffer', () => {
		const points = numbers(50, 5, 3);
		const centres = numbers(3, 5, 4);
		const shared = new Float32Array(new SharedArrayBuffer(4 * 300), 40, 250);
		shared.set(points.values);
		expect(run(kmeans, { ...points, values: shared }, centres)).toEqual(run(kmeansTwin, points, centres));
	});

	test('refuses more candidates than it has lanes', () => {
		const distances = { closest: new Float32Array(5), lowered: new Float32Array(20) };
		expect(() => kmeans.candidateCosts(numbers(5, 2, 1), numbers(5, 2, 2), distances)).toThrow(Defect);
	});
});

describe('the silhouette kernel', () => {
	test('sums distances with the same bits as its twin', () => {
		const property = fc.property(shapes, ({ rows, columns, centres, seed }) => {
			const points = numbers(Math.min(rows, 1100), columns, seed);
			const random = seededRandom(seed);
			const labels = Int32Array.from({ length: points.rows }, () => random.integer(centres));
			expect(silhouette.distanceSums(points, labels, centres)).toEqual(
				silhouetteTwin.distanceSums(points, labels, centres),
			);
		});
		fc.assert(property, properties(12));
	});

	test('sums nothing for a cluster without rows', () => {
		const sums = silhouette.distanceSums(matrixOf([[0], [3]]), Int32Array.of(0, 2), 4);
		expect([...sums]).toEqual([0, 0, 3, 0, 3, 0, 0, 0]);
	});
});

describe('the mixture kernel', () => {
	const mixture = openMixtureKernel();

	/** Any upper factors with a positive diagonal are those of some mixture. */
	function componentsAt({ columns, centres: count, seed }: Shape, diagonal: boolean): Components {
		const random = seededRandom(`components ${seed}`);
		const stride = strideOf(columns);
		const inside = (at: number): boolean => at % stride < columns;
		const triangle = (at: number): number => {
			const [line, place] = [Math.floor(at / stride) % columns, at % stride];
			return place > line ? 0 : place === line ? 0.2 + random.next() : random.normal() * 0.3;
		};
		return {
			count,
			columns,
			diagonal,
			means: Float64Array.from({ length: count * stride }, (_, at) => (inside(at) ? random.normal() : 0)),
			factors: diagonal
				? Float64Array.from({ length: count * stride }, (_, at) => (inside(at) ? 0.2 + random.next() : 0))
				: Float64Array.from({ length: count * columns * stride }, (_, at) => triangle(at)),
			constants: Float64Array.from({ length: count }, () => random.normal()),
		};
	}

	function passOver(kernel: MixtureKernel, points: Matrix, components: Components) {
		const { count, columns, diagonal } = components;
		const rows = {
			labels: Int32Array.from({ length: points.rows }, (_, row) => row % count),
			probabilities: new Float32Array(points.rows),
		};
		const moments = {
			weights: new Float64Array(count),
			sums: new Float64Array(count * strideOf(columns)),
			products: new Float64Array(count * squareLength({ columns, diagonal })),
		};
		return { totals: kernel.pass(points, components, { rows, moments }), rows, moments };
	}

	test.each([[false], [true]])('makes a step with the same bits as its twin, diagonal: %j', (diagonal) => {
		const property = fc.property(shapes, (shape) => {
			const points = numbers(shape.rows, shape.columns, shape.seed);
			const components = componentsAt(shape, diagonal);
			expect(passOver(mixture, points, components)).toEqual(passOver(mixtureTwin, points, components));
		});
		fc.assert(property, properties(20));
	});
});

describe('the Ward kernel', () => {
	test('finds the cheapest neighbours with the same bits as its twin, while clusters merge', () => {
		const property = fc.property(shapes, ({ rows, columns, seed }) => {
			const centres = numbers(Math.min(rows, 70) + 1, columns, seed);
			const weights = Float32Array.from({ length: centres.rows }, (_, row) => 1 + (row % 5));
			const [kernel, twin] = [openWardKernel(), wardTwin].map(({ open }) => open(centres, weights));
			for (let count = centres.rows; count > 1; count -= 1) {
				const place = (count * 7) % count;
				expect(kernel.cheapest(place)).toEqual(twin.cheapest(place));
				for (const table of [kernel, twin]) {
					table.set(place, Float64Array.from({ length: columns }, (_, at) => at / (count + 1)), count);
					table.removeLast();
				}
			}
		});
		fc.assert(property, properties(20));
	});
});

describe('loading a kernel', () => {
	test('that the build did not make says what to run', () => {
		expect(() => loadKernel('absent')).toThrow(SetupNeeded);
		expect(() => loadKernel('absent')).toThrow(/absent\.wasm is missing: run "npm run build"/);
	});

	test('places parts apart from each other and from what the kernel itself needs', () => {
		const kernel = loadKernel<{ heapBase(): number }>('kmeans');
		const [first, second, third] = kernel.place(5, 200_000, 16);
		expect(first).toBeGreaterThanOrEqual(kernel.functions.heapBase());
		expect(second).toBe(first + 16);
		expect(third).toBe(second + 200_000);
		expect(kernel.buffer().byteLength).toBeGreaterThanOrEqual(third + 16);
	});
});
