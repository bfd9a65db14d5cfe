import { invariant } from '../../lib/core/invariant';
import type { Sequence, SequenceName } from './plantedTypes';

/**
 * Planted sequences. `integrationEvaluation` and `secondThoughts` are made of the same elements in
 * another order, so that totals cannot tell their performers apart and sequences can.
 */
export const sequences: readonly Sequence[] = [
	{
		name: 'integrationEvaluation',
		story: 'views pricing three times, visits integrations, goes silent for five days or more, then converts',
		performers: { integrationEvaluators: 1 },
		startedBy: { perWeek: 0.36 },
		elements: [
			{ act: 'pricing', afterDays: [0, 0] },
			{ act: 'pricing', afterDays: [0.4, 1.2] },
			{ act: 'pricing', afterDays: [0.4, 1.2] },
			{ act: 'integrations', afterDays: [0.002, 0.01] },
			{ act: 'addOn', afterDays: [5.1, 7.5], chance: 0.7 },
		],
	},
	{
		name: 'secondThoughts',
		story: 'converts at once, stays silent for five days or more, then reads pricing three times and integrations',
		performers: { secondThinkers: 1 },
		startedBy: { perWeek: 0.36 },
		elements: [
			{ act: 'addOn', afterDays: [0, 0], chance: 0.7 },
			{ act: 'pricing', afterDays: [5.1, 7.5] },
			{ act: 'pricing', afterDays: [0.4, 1.2] },
			{ act: 'pricing', afterDays: [0.4, 1.2] },
			{ act: 'integrations', afterDays: [0.002, 0.01] },
		],
	},
	{
		name: 'couponWaiting',
		story: 'fills a basket, leaves it at the checkout, waits for a coupon by e-mail, then orders with it',
		performers: { bargainHunters: 1 },
		startedBy: 'discountedOrder',
		elements: [
			{ act: 'productAdd', afterDays: [0, 0] },
			{ act: 'checkout', afterDays: [0.001, 0.004] },
			{ act: 'couponClick', afterDays: [2, 4] },
			{ act: 'order', afterDays: [0.01, 0.03] },
		],
	},
	{
		name: 'webinarToOrder',
		story: 'attends a webinar, reads an article about it the day after, orders the day after that',
		performers: { webinarLearners: 1 },
		startedBy: 'order',
		elements: [
			{ act: 'webinar', afterDays: [0, 0] },
			{ act: 'content', afterDays: [0.6, 1.2] },
			{ act: 'order', afterDays: [0.6, 1.2] },
		],
	},
	{
		name: 'rescuedFans',
		story: 'meets two errors, writes an angry ticket, is helped within a day, comes back and praises',
		performers: { strugglers: 0.12, powerUsers: 0.06, loyalRegulars: 0.03 },
		startedBy: { perWeek: 0.1 },
		elements: [
			{ act: 'error', afterDays: [0, 0] },
			{ act: 'error', afterDays: [0.001, 0.01] },
			{ act: 'angryTicket', afterDays: [0.005, 0.02] },
			{ act: 'ticketResolved', afterDays: [0.3, 0.9] },
			{ act: 'praise', afterDays: [0.3, 1.5] },
		],
	},
	{
		name: 'giftPlanning',
		story: 'searches, puts two things on the wish list, stays silent for eight days or more, then orders a gift',
		performers: { windowShoppers: 0.05, loyalRegulars: 0.08 },
		startedBy: { perWeek: 0.05 },
		elements: [
			{ act: 'search', afterDays: [0, 0] },
			{ act: 'wish', afterDays: [0.001, 0.01] },
			{ act: 'wish', afterDays: [0.001, 0.01] },
			{ act: 'order', afterDays: [8.1, 12] },
		],
	},
];

const byName: ReadonlyMap<string, Sequence> = new Map(
	sequences.map((sequence) => [sequence.name, sequence]),
);

export function sequenceByName(name: SequenceName): Sequence {
	const sequence = byName.get(name);
	invariant(sequence !== undefined, `sequence "${name}" is not planted`);
	return sequence;
}
