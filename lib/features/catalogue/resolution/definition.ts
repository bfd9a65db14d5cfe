import type { CatalogueFeature, FeatureFamily } from '../../types';

/** How long a customer's tickets and chats take; begin and end are matched by `ticketId`. */
export const resolutionFeatures: FeatureFamily = ({ names }) => {
	const from = (statistic: 'meanDays' | 'openShare'): CatalogueFeature['value'] => ({
		kind: 'untilClosed',
		statistic,
		by: { property: 'ticketId' },
		where: { names: names.ticket },
		until: { names: names.ticketEnd },
		window: { fromDays: 365, toDays: 0 },
	});
	return [
		{
			name: 'daysToResolveLast365Days',
			label: 'days from a ticket or chat to its last solution, in the last 365 days',
			unit: 'days',
			missing: 'unknown',
			value: from('meanDays'),
		},
		{
			name: 'openTicketShareLast365Days',
			label: 'share of tickets and chats of the last 365 days that are not solved',
			unit: 'share',
			missing: 'unknown',
			value: from('openShare'),
		},
	];
};
