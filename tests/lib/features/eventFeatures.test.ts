import { expect, test } from 'vitest';
import { checkDefinitions } from '../../../lib/features/checkDefinitions';
import { eventFeatures } from '../../../lib/features/eventFeatures';

test('an event name becomes a column that can be read', () => {
	const [feature] = eventFeatures(['Order Completed']);
	expect(feature.name).toBe('event_orderCompletedLast90Days');
	expect(eventFeatures(['NPS Answered'])[0].name).toBe('event_npsAnsweredLast90Days');
	expect(feature.label).toBe('"Order Completed" in the last 90 days');
});

test('names that would be the same column are kept apart', () => {
	const names = ['buy now', 'Buy Now', 'buy_now!', 'BUYNOW', '订单完成', '已取消', '', 'É', 'x'.repeat(80), 'x'.repeat(81)];
	const features = eventFeatures(names);
	expect(() => checkDefinitions(features)).not.toThrow();
	expect(features).toHaveLength(names.length);
	const counted = features.map(({ value }) => (value.kind === 'count' ? value.where.names : []));
	expect(counted.flat().sort()).toEqual([...names].sort());
});

test('the same names in another order are the same features', () => {
	expect(eventFeatures(['b', 'a', 'A'])).toEqual(eventFeatures(['A', 'b', 'a']));
});
