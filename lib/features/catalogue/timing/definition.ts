import { companyActions } from '../../behaviours';
import type { CatalogueFeature, EventCondition } from '../../types';

const activity: EventCondition = { kinds: ['track', 'page', 'screen'], exceptNames: companyActions };

/** Share of all the customer's actions. */
function shareOfActions(name: string, label: string, part: EventCondition): CatalogueFeature {
	return {
		name,
		label,
		unit: 'share',
		missing: 'unknown',
		value: {
			kind: 'ratio',
			numerator: { kind: 'count', where: { ...activity, ...part } },
			denominator: { kind: 'count', where: activity },
		},
	};
}

/** When and where a customer is there; hours and days in UTC, the clock every event carries. */
export const timingFeatures: readonly CatalogueFeature[] = [
	shareOfActions('eveningShare', 'share of actions from 18 to 24 o\'clock UTC', {
		hours: { from: 18, to: 24 },
	}),
	shareOfActions('nightShare', 'share of actions from 0 to 6 o\'clock UTC', { hours: { from: 0, to: 6 } }),
	shareOfActions('weekendShare', 'share of actions on Saturday and Sunday UTC', { weekend: true }),
	shareOfActions('mobileShare', 'share of actions on a mobile device', { device: 'mobile' }),
];
