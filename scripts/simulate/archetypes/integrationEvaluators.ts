import type { Archetype } from '../plantedTypes';

/** Twin of `secondThinkers`: the same totals, in the order of a buyer who compares first. */
export const integrationEvaluators: Archetype = {
	name: 'integrationEvaluators',
	story: 'view pricing three times, visit integrations, go silent for five days, then buy the add-on',
	share: 12,
	behaviour: {
		chain: {
			start: { signIn: 5, home: 2, integrations: 2 },
			next: {
				signIn: { integrations: 4, settings: 3, feature: 2, leave: 1 },
				integrations: { settings: 3, integrations: 2, pricing: 0.6, help: 0.5, leave: 3 },
				settings: { integrations: 2, feature: 1.5, leave: 3 },
			},
			otherwise: { integrations: 2, settings: 1.5, feature: 1, leave: 4 },
			stepSeconds: 75,
		},
		visitsPerWeek: 0.36,
		visitShape: 4,
		orders: { kind: 'hazard', perWeek: 0.03 },
		units: 1.2,
		categories: { sensors: 6, irrigation: 4, tools: 1 },
		refundShare: 0.03,
		priceElasticity: -0.8,
		campaignsPerWeek: 0.36,
		emailOpenRate: 0.35,
		emailClickRate: 0.2,
		subjectTaste: { question: 1.6, urgency: 0.6 },
		pushOpenRate: 0.1,
		ticketsPerWeek: 0.02,
		negativeShare: 0.25,
		ticketTopics: { integration: 7, howTo: 2, billing: 1 },
		recommendMean: 7.6,
		churnHazardPerDay: 0.00014,
		featureRange: 5,
	},
	hours: { 9: 4, 10: 5, 13: 3, 14: 3 },
	channels: { email: 6, 'in-app': 3, push: 1 },
	referrers: { search: 5, partner: 4, review: 3, friend: 1 },
	devices: { desktop: 92, mobile: 5, tablet: 3 },
	driftsTo: 'powerUsers',
};
