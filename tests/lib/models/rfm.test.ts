import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rfmSegments, segmentOf, segmentSql } from '../../../lib/features/rfm/segmentTable';
import { predict, rfmScoreOf } from '../../../lib/models/rfm/predict';
import { toSql } from '../../../lib/models/rfm/toSql';
import type { RfmModel } from '../../../lib/models/types';
import { identifier, sql } from '../../../lib/sql/sql';
import { properties } from '../../support/properties';
import { shareTestStore } from '../../support/shareTestStore';
import { anyCustomers, featureNames } from './anyModel';
import { withCustomers } from './inSql';

const openStore = shareTestStore();
const [frequency, recency, monetary] = featureNames;
const columns = { recency, frequency, monetary };

/** Half of the cut points are values that customers have, so that ties are met. */
const cuts = fc
	.array(fc.oneof(fc.constantFrom(0, 1, -1, 1e-300, 1e300), fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e7, max: 1e7, noNaN: true })), { minLength: 4, maxLength: 4 })
	.map((values) => values.sort((left, right) => left - right));
const anyRfmModel: fc.Arbitrary<RfmModel> = fc
	.record({ recency: cuts, frequency: cuts, monetary: cuts })
	.map((cutPoints) => ({ kind: 'rfm', columns, cutPoints, currency: 'EUR' }));

test('the engine gives every customer the scores and the segment that predict gives', async () => {
	await fc.assert(
		fc.asyncProperty(anyRfmModel, anyCustomers, async (model, customers) => {
			const scores = toSql(model);
			const rows = await withCustomers(openStore(), { names: featureNames, customers }, async (relation) =>
				await openStore().query<Record<string, unknown>>(sql`
					select *, ${segmentSql(sql`rfm`, { recency: sql`${identifier(recency)}`, frequency: sql`${identifier(frequency)}` })} as segment
					from (select *, ${scores.recency} as r, ${scores.frequency} as f, ${scores.monetary} as m, ${scores.rfm} as rfm
						from ${relation} raw) scored`),
			);
			expect(rows).toHaveLength(customers.length);
			for (const { customer_id: id, r, f, m, rfm, segment } of rows) {
				const features = customers[Number(id)];
				const expected = predict(model, features);
				expect([r, f, m, rfm]).toEqual(
					expected === null
						? [null, null, null, null]
						: [expected.recency, expected.frequency, expected.monetary, rfmScoreOf(expected)],
				);
				const values = { recency: features[recency], frequency: features[frequency], monetary: features[monetary] };
				expect(segment).toBe(segmentOf(expected, values));
				expect(Object.keys(rfmSegments)).toContain(segment);
			}
		}),
		properties(40),
	);
});
