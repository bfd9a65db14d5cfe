import { z } from 'zod/v4';
import { InvalidInput } from '../core/errors';
import { offerKinds, type Offer } from './types';

const cents = z.number().int().min(0);
const range = z
	.strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
	.refine((value) => value.atLeast !== undefined || value.atMost !== undefined, {
		message: 'expected atLeast, atMost or both',
	});

const offerSchema = z
	.strictObject({
		id: z.string().min(1).max(100),
		name: z.string().min(1).max(200),
		kind: z.enum(offerKinds),
		description: z.string().max(500),
		discountPercent: z.number().min(0).max(90),
		code: z.string().min(1).max(100).optional(),
		costCents: cents,
		listPriceCents: cents.optional(),
		priceCents: cents.optional(),
		goodsCostCents: cents.optional(),
		minimumMargin: z.number().min(0).lt(1),
		expectedResponse: z.strictObject({
			oddsRatio: z.number().gt(0).max(100),
			source: z.string().min(1).max(200),
		}),
		eligible: z.strictObject({
			segments: z.array(z.string()).min(1).optional(),
			values: z.record(z.string(), range).optional(),
		}),
		startsAt: z.number().optional(),
		endsAt: z.number().optional(),
		budgetCents: cents.optional(),
		perCustomerWindowDays: z.number().min(0).max(3650),
	})
	.superRefine((offer, context) => {
		const complain = (path: string, message: string): void => {
			context.addIssue({ code: 'custom', path: [path], message });
		};
		if (offer.kind === 'none' && gives(offer)) {
			complain('kind', 'an offer of kind "none" has no discount, cost, price, code and no effect (oddsRatio 1)');
		}
		if (offer.priceCents !== undefined && offer.listPriceCents === undefined) {
			complain('listPriceCents', 'expected beside priceCents, so that the price never exceeds it');
		}
		if (offer.startsAt !== undefined && offer.endsAt !== undefined && offer.endsAt <= offer.startsAt) {
			complain('endsAt', 'expected an instant after startsAt');
		}
	});

function gives(offer: {
	discountPercent: number;
	costCents: number;
	code?: string;
	priceCents?: number;
	expectedResponse: { oddsRatio: number };
}): boolean {
	const effect = offer.expectedResponse.oddsRatio !== 1;
	const price = offer.discountPercent > 0 || offer.priceCents !== undefined;
	return effect || price || offer.costCents > 0 || offer.code !== undefined;
}

/**
 * Offers as somebody typed them (a node's field, incoming items, a row of table `offers`). InvalidInput names
 * the offer, the field and what was expected; ids must differ.
 */
export function parseOffers(value: unknown): Offer[] {
	if (!Array.isArray(value) || value.length === 0) {
		throw new InvalidInput('offers: expected a list with at least one offer');
	}
	const offers = value.map((one: unknown, index) => parseOffer(one, index));
	const repeated = offers.find((offer, index) => offers.findIndex(({ id }) => id === offer.id) < index);
	if (repeated !== undefined) {
		throw new InvalidInput(`offers: two of them have the id "${repeated.id}": expected each id once`);
	}
	return offers;
}

function parseOffer(value: unknown, index: number): Offer {
	const parsed = offerSchema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const path = ['offers', index, ...issue.path].join('.');
	throw new InvalidInput(`${path}: ${issue.message}`);
}
