import type { CohortPrompt } from '../../types';
import type { NameSegmentsAnswer, NameSegmentsData } from './prompt';

/** Two segments of a garden shop and names that are true of them. */
export const nameSegmentsExample: CohortPrompt<NameSegmentsData, NameSegmentsAnswer>['example'] = {
	data: {
		segments: [
			{
				id: 's1',
				share: '14 %',
				revenueShare: '41 %',
				traits: [
					{ feature: 'f1', label: 'orders in the last 90 days', direction: 'high', strength: 'strong', value: '5.2', amongAll: '1.9' },
					{ feature: 'f2', label: 'share of orders with a discount', direction: 'low', strength: 'clear', value: '4 %', amongAll: '22 %' },
				],
			},
			{
				id: 's2',
				share: '8 %',
				traits: [
					{ feature: 'f3', label: 'webinars attended in the last 90 days', direction: 'high', strength: 'strong', value: '2.4', amongAll: '0.3' },
				],
			},
		],
	},
	answer: {
		cohorts: [
			{
				segment: 's1',
				name: 'Loyal Full-Price Regulars',
				description: 'They order again and again and hardly ever wait for a discount.',
				suggestedAction: 'Thank them with early access instead of discounts they do not need.',
				suggestedPurpose: 'reward',
				claims: [
					{ feature: 'f1', direction: 'high' },
					{ feature: 'f2', direction: 'low' },
				],
			},
			{
				segment: 's2',
				name: 'Webinar Learners',
				description: 'They come to sessions and like to be shown how things work.',
				suggestedAction: 'Invite them to the next session and follow up with what it showed.',
				suggestedPurpose: 'educate',
				claims: [{ feature: 'f3', direction: 'high' }],
			},
		],
	},
};
