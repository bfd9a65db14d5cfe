import fc from 'fast-check';
import { coordinateCount } from '../../../lib/math/coordinates';
import type { ColumnPreparation, Preparation } from '../../../lib/math/preparation';
import { placeOf } from '../../../lib/models/mixture/logDensity';
import type { CorePointsModel, FeatureValues, LogisticModel, MixtureModel, NearestCentreModel } from '../../../lib/models/types';

export const featureNames = ['orders', 'daysSinceLastOrder', 'Größe "x"'] as const;

const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true });

const column: fc.Arbitrary<ColumnPreparation> = fc
	.record({
		name: fc.constantFrom(...featureNames),
		transform: fc.constantFrom('none', 'signedLog', 'missing'),
		ends: fc.tuple(number(1e6), number(1e6)),
		centre: number(100),
		scale: fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
		missingValue: number(1e6),
	})
	.map(({ ends, ...rest }) => ({ ...rest, low: Math.min(...ends), high: Math.max(...ends) }));

const preparation = fc
	.array(column, { minLength: 1, maxLength: 8 })
	.map((columns) => ({ columns }));

export const anyLogisticModel: fc.Arbitrary<LogisticModel> = preparation.chain((prepared) =>
	fc.record({
		kind: fc.constant('logistic'),
		preparation: fc.constant(prepared),
		weights: fc.array(number(3), {
			minLength: prepared.columns.length,
			maxLength: prepared.columns.length,
		}),
		intercept: number(5),
		calibration: fc.record({ scale: fc.double({ min: 0, max: 2, noNaN: true }), offset: number(1) }),
	}),
);

/** Half of the preparations project on one to three directions. */
const anyPreparation: fc.Arbitrary<Preparation> = preparation.chain(({ columns }) => {
	const direction = fc.array(number(1), { minLength: columns.length, maxLength: columns.length });
	return fc
		.option(fc.array(direction, { minLength: 1, maxLength: 3 }))
		.map((components) => (components === null ? { columns } : { columns, components }));
});

const place = (prepared: Preparation, size: number) =>
	fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), number(size)), {
		minLength: coordinateCount(prepared),
		maxLength: coordinateCount(prepared),
	});

/** Half of the models have the same centre twice, and centres on whole numbers: customers lie between them. */
export const anyNearestCentreModel: fc.Arbitrary<NearestCentreModel> = fc
	.tuple(anyPreparation, fc.integer({ min: 1, max: 5 }), fc.boolean())
	.chain(([prepared, count, twice]) =>
		fc.record({
			kind: fc.constant('nearestCentre'),
			preparation: fc.constant(prepared),
			segments: fc.constant([...Array(twice ? count + 1 : count).keys()].map((k) => `it's ${k}`)),
			metric: fc.constantFrom('euclidean', 'cosine'),
			centres: fc
				.array(place(prepared, 4), { minLength: count, maxLength: count })
				.map((centres) => (twice ? [...centres, centres[0]] : centres)),
		}),
	);

export const anyMixtureModel: fc.Arbitrary<MixtureModel> = fc
	.tuple(anyPreparation, fc.integer({ min: 1, max: 4 }))
	.chain(([prepared, count]) => {
		const dimensions = coordinateCount(prepared);
		const each = { minLength: count, maxLength: count };
		const factor = fc
			.array(number(1), { minLength: (dimensions * (dimensions + 1)) / 2, maxLength: (dimensions * (dimensions + 1)) / 2 })
			.map((values) => {
				const positive = [...values];
				for (let row = 0; row < dimensions; row += 1) positive[placeOf(row, row, dimensions)] = 0.1 + Math.abs(positive[placeOf(row, row, dimensions)]);
				return positive;
			});
		return fc.record({
			kind: fc.constant('mixture'),
			preparation: fc.constant(prepared),
			segments: fc.constant([...Array(count).keys()].map((k) => `it's ${k}`)),
			weights: fc.constant(Array.from({ length: count }, () => 1 / count)),
			means: fc.array(place(prepared, 4), each),
			precisionFactors: fc.array(factor, each),
		});
	});

/** Points on whole numbers with radii that reach some customers and not others. */
export const anyCorePointsModel: fc.Arbitrary<CorePointsModel> = fc
	.tuple(anyPreparation, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }))
	.chain(([prepared, clusters]) => {
		const each = { minLength: clusters.length, maxLength: clusters.length };
		return fc.record({
			kind: fc.constant('corePoints'),
			preparation: fc.constant(prepared),
			segments: fc.constant(["it's 0", "it's 1", "it's 2"]),
			points: fc.array(place(prepared, 4), each),
			clusters: fc.constant(clusters),
			radii: fc.array(fc.oneof(fc.constantFrom(0, 0.5, 3), fc.double({ min: 0, max: 2000, noNaN: true })), each),
		});
	});

const raw = fc.oneof(
	fc.constant(null),
	fc.constantFrom(0, -0, 1, -1, 1e-300, 1e300, -1e300, Number.MAX_SAFE_INTEGER),
	fc.integer({ min: -50, max: 50 }),
	number(1e7),
);

export const anyCustomers: fc.Arbitrary<FeatureValues[]> = fc.array(
	fc.tuple(raw, raw, raw).map((values) =>
		Object.fromEntries(featureNames.map((name, index) => [name, values[index]])),
	),
	{ minLength: 1, maxLength: 40 },
);
