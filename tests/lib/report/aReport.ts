import { seededRandom } from '../../../lib/core/random';
import type { ReportContent, ReportModel, ReportSegment } from '../../../lib/report/types';

const names = [
	'Loyal regulars',
	'Discount seekers',
	'New and exploring',
	'Slipping away after a first purchase',
	'High spenders',
	'Weekend browsers',
	'Support heavy',
	'Integration evaluators who read the documentation and the pricing page before anything else',
	'Gift buyers',
	'Price checkers',
	'Dormant',
	'Returners',
	'Mobile only',
	'Night owls',
	'Everyone else',
];

const traits = [
	{ feature: 'daysSinceLastOrder', label: 'days since the last order', unit: 'days', overallMean: 62.4 },
	{ feature: 'ordersLast90Days', label: 'orders in the last 90 days', unit: 'count', overallMean: 1.7 },
	{ feature: 'averageOrderCents', label: 'average order value', unit: 'cents', overallMean: 4_820 },
	{ feature: 'discountShare', label: 'share of orders with a discount', unit: 'share', overallMean: 0.31 },
	{ feature: 'productsViewed', label: 'distinct products viewed', unit: 'count', overallMean: 14.2 },
	{ feature: 'supportTickets', label: 'support tickets in the last 90 days', unit: 'count', overallMean: 0.08 },
];

/** Segments of falling size; the last is tiny. */
export function someSegments(count: number): ReportSegment[] {
	const random = seededRandom('segments');
	const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1) ** 1.1);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const revenue = weights.map((weight) => weight * (0.3 + random.next() * 2));
	const revenueTotal = revenue.reduce((sum, part) => sum + part, 0);
	return weights.map((weight, index) => ({
		segment: `segment-${index + 1}`,
		name: names[index % names.length],
		description: 'They come back every few weeks, buy without discounts, and rarely need help.',
		suggestedAction: 'Thank them early, show new arrivals first, and keep discounts for others.',
		size: Math.round((20_000 * weight) / total),
		share: weight / total,
		revenueShare: revenue[index] / revenueTotal,
		silhouette: 0.2 + 0.3 * random.next(),
		stability: 0.7 + 0.29 * random.next(),
		describedBy: traits.map((trait) => {
			const standardizedDifference = random.normal() * 1.2;
			return {
				...trait,
				direction: standardizedDifference > 0 ? ('high' as const) : ('low' as const),
				mean: trait.overallMean * Math.max(0.05, 1 + standardizedDifference * 0.45),
				standardizedDifference,
			};
		}),
	}));
}

/** A model that ranks well and is a little too sure of itself. */
export function aModel(outcome = 'an order in the next 30 days'): ReportModel {
	const rates = [0.745, 0.54, 0.405, 0.298, 0.24, 0.18, 0.113, 0.09, 0.045, 0.025];
	const deciles = rates.map((observed) => ({ customers: 400, observed, predicted: observed * 1.05 }));
	return {
		outcome,
		customers: 4_000,
		baseRate: 0.268,
		auc: { value: 0.812, low: 0.798, high: 0.826 },
		brier: 0.142,
		ece: 0.014,
		deciles,
		reliability: deciles.map((group) => ({
			...group,
			low: group.observed - 0.04 * Math.sqrt(group.observed),
			high: group.observed + 0.04 * Math.sqrt(group.observed),
		})),
		bestSingleFeature: { label: 'days since the last order', auc: 0.713 },
		drivers: [
			{ label: 'days since the last order', direction: 'lowers' },
			{ label: 'orders in the last 90 days', direction: 'raises' },
			{ label: 'distinct products viewed', direction: 'raises' },
			{ label: 'support tickets in the last 90 days', direction: 'lowers' },
		],
		scores: [610, 580, 520, 430, 360, 300, 250, 210, 170, 140, 110, 90, 70, 55, 40, 30, 18, 10, 5, 2].map(
			(customers, index) => ({ from: index / 20, to: (index + 1) / 20, customers }),
		),
	};
}

function someEmails(): ReportContent['emails'] {
	const text =
		'Hello Ada,\n\nyour last order was the blue kettle. The matching cups are back in stock.\n\n' +
		'With code WELCOME10 they are 10 % off until Sunday.\n\nYour shop';
	const paragraphs = text.split('\n\n').map((part) => `<p>${part}</p>`);
	return ['customer-8f21', 'customer-03bd', 'customer-77c0'].map((customerId, index) => ({
		customerId,
		segment: names[index],
		subject: ['Your cups are back', 'A quieter week, a better price', 'Three things you looked at'][index],
		text,
		html:
			index === 2
				? undefined
				: `<html><body style="font-family:sans-serif;padding:24px;color:#222">${paragraphs.join('')}
<p><a href="https://shop.example/cups" style="background:#0b63b8;color:#fff;padding:10px 18px;border-radius:6px;
text-decoration:none">See the cups</a></p></body></html>`,
		offer: index === 1 ? undefined : '10 % off the next order',
		writtenBy: 'template',
	}));
}

/** A report with every part; override what a test is about. */
export function aReport(parts: Partial<ReportContent> = {}): ReportContent {
	const segments = parts.segments ?? someSegments(7);
	const random = seededRandom('map');
	return {
		title: 'Autumn customers of Kettle & Cup',
		asOf: Date.UTC(2025, 8, 30, 22, 15),
		customers: 20_000,
		events: 1_483_220,
		currency: 'EUR',
		segments,
		readiness: {
			ready: true,
			events: 1_483_220,
			sentence: 'Ready: 20,000 customers, 183 days of history',
			works: ['segments', 'predictions'],
			waits: [],
			checks: [
				{ what: 'customers', have: 20_000, need: 10_000, met: true, daysUntilMet: null },
				{ what: 'days', have: 183, need: 90, met: true, daysUntilMet: null },
				{ what: 'distinctEvents', have: 12, need: 15, met: false, daysUntilMet: null },
				{ what: 'revenueEvents', have: 41_877, need: 1, met: true, daysUntilMet: null },
			],
		},
		imported: {
			rows: 1_502_911,
			stored: 1_483_220,
			rejected: { 'the same event again': 15_204, 'no customer': 4_480, 'no usable time': 7 },
			notes: ['9,288 rows have a negative amount: kept as returns.', 'Amounts are taken as EUR.'],
		},
		choice: {
			chosen: segments.length,
			reason: 'Seven segments separate best among those that come out alike when repeated',
			candidates: [2, 3, 4, 5, 6, 7, 8, 9].map((clusters) => ({
				clusters,
				inertia: 260_000 / clusters ** 0.8,
				silhouette: 0.34 - 0.02 * Math.abs(clusters - segments.length),
				stability: 0.96 - 0.03 * Math.abs(clusters - segments.length),
			})),
		},
		map: {
			explained: [0.38, 0.21],
			points: Array.from({ length: 1500 }, (_, index) => {
				const segment = index % Math.max(1, segments.length);
				const angle = (segment * 2 * Math.PI) / segments.length;
				return {
					x: 3 * Math.cos(angle) + random.normal() * 0.8,
					y: 2 * Math.sin(angle) + random.normal() * 0.8,
					segment: `segment-${segment + 1}`,
				};
			}),
		},
		models: [aModel()],
		emails: someEmails(),
		runs: [
			{ step: 'Import events', count: 1_502_911, seconds: 9.4, peakMegabytes: 412 },
			{ step: 'Compute features', count: 20_000, seconds: 3.1, peakMegabytes: 520 },
			{ step: 'Discover segments', count: 20_000, seconds: 74.2, peakMegabytes: 611 },
		],
		computation: {
			seed: 42,
			versions: { Package: 'n8n-nodes-cohorts 0.1.0', Snapshot: 'snapshot_20250930t221500_3f2a9c1d' },
			notes: ['Names, reasons and e-mails were written without a language model.'],
		},
		...parts,
	};
}
