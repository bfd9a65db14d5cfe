import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/**
 * Four e-mails, two opened, one clicked; a machine opened a third and followed its links. No push message was ever
 * sent. Two in-app messages were shown. The webinar was too long ago.
 */
const events: readonly ExampleEvent[] = [
	...['2025-05-01', '2025-05-08', '2025-05-15', '2025-05-22'].map((day) => ({
		name: 'Email Sent',
		at: `${day}T09:00:00Z`,
	})),
	{ name: 'Email Opened', at: '2025-05-01T12:00:00Z' },
	{ name: 'Email Opened', at: '2025-05-22T12:00:00Z' },
	{ name: 'Email Link Clicked', at: '2025-05-22T12:01:00Z' },
	{ name: 'Email Opened', at: '2025-05-08T09:00:01Z', excluded: 'machineOpen' },
	{ name: 'Email Link Clicked', at: '2025-05-08T09:00:02Z', excluded: 'linkScanner' },
	{ name: 'In-App Message Shown', at: '2025-05-30T09:00:00Z' },
	{ name: 'In-App Message Shown', at: '2025-06-01T08:59:00Z' },
	{ name: 'Social Shared', at: '2025-06-04T09:00:00Z' },
	{ name: 'In-App Message Clicked', at: '2025-06-01T09:00:00Z' },
	{ name: 'Webinar Attended', at: '2025-01-15T16:00:00Z' },
	{ name: 'Content Read', at: '2025-06-02T09:00:00Z' },
	{ name: 'Content Read', at: '2025-06-03T09:00:00Z' },
];

function expecting(expected: number | null): FeatureExample {
	return { asOf, events, expected };
}

export const engagementExamples: Readonly<Record<string, FeatureExample>> = {
	emailOpenRateLast90Days: expecting(0.5),
	emailClickRateLast90Days: expecting(0.25),
	pushOpenRateLast90Days: expecting(null),
	emailClickToOpenRateLast90Days: expecting(0.5),
	inAppClickRateLast90Days: expecting(0.5),
	emailShareOfAnswersLast90Days: expecting(0.5),
	socialSharesLast90Days: expecting(1),
	reviewsLast90Days: expecting(0),
	inAppClicksLast90Days: expecting(1),
	webinarsLast90Days: expecting(0),
	contentReadsLast90Days: expecting(2),
};
