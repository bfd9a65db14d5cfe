import fc from 'fast-check';
import type { ColumnPreparation } from '../../../lib/math/preparation';
import type { FeatureValues, LogisticModel, NearestCentreModel } from '../../../lib/models/types';

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

/** Half of the models have the same centre twice, and centres on whole numbers: customers lie between them. */
export const anyNearestCentreModel: fc.Arbitrary<NearestCentreModel> = fc
	.tuple(preparation, fc.integer({ min: 1, max: 5 }), fc.boolean())
	.chain(([prepared, count, twice]) =>
		fc.record({
			kind: fc.constant('nearestCentre'),
			preparation: fc.constant(prepared),
			segments: fc.constant([...Array(twice ? count + 1 : count).keys()].map((k) => `it's ${k}`)),
			centres: fc
				.array(
					fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), number(4)), {
						minLength: prepared.columns.length,
						maxLength: prepared.columns.length,
					}),
					{ minLength: count, maxLength: count },
				)
				.map((centres) => (twice ? [...centres, centres[0]] : centres)),
		}),
	);

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
