import type { ExampleEvent, FeatureExample } from '../../types';

const asOf = '2025-07-01T00:00:00Z';

/** Four e-mails, two opened, one clicked; no push message was ever sent. The webinar was too long ago. */
const events: readonly ExampleEvent[] = [
	...['2025-05-01', '2025-05-08', '2025-05-15', '2025-05-22'].map((day) => ({
		name: 'Email Sent',
		at: `${day}T09:00:00Z`,
	})),
	{ name: 'Email Opened', at: '2025-05-01T12:00:00Z' },
	{ name: 'Email Opened', at: '2025-05-22T12:00:00Z' },
	{ name: 'Email Link Clicked', at: '2025-05-22T12:01:00Z' },
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
	inAppClicksLast90Days: expecting(1),
	webinarsLast90Days: expecting(0),
	contentReadsLast90Days: expecting(2),
};
