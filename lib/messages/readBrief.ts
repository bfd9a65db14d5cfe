import { z } from 'zod/v4';
import { messagePurposes } from '../cohorts/types';
import { toIso } from '../core/clock';
import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import { messageTones, type MessageBrief, type MessageOffer } from './types';

const webAddress = z.string().refine((text) => /^https?:\/\/[^\s<>"`]+$/.test(text) && URL.canParse(text), {
	message: 'expected an address such as https://shop.example.com',
});
const secureAddress = z.string().refine((text) => /^https:\/\/[^\s<>"`]+$/.test(text) && URL.canParse(text), {
	message: 'expected an https address of its own for each customer',
});
const oneLine = (length: number) =>
	z.string().trim().min(1).max(length).refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), {
		message: 'expected one line',
	});
/** Names come from catalogues with their tabs and line breaks. */
const nameText = z
	.string()
	.transform((text) => text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim())
	.pipe(z.string().min(1).max(200));
const cents = z.number().int().min(0).max(1e12);
const currency = z.string().regex(/^[A-Z]{3}$/, 'expected a currency code such as EUR');

const offer = z.object({
	name: nameText,
	description: z.string().trim().max(300).optional(),
	code: z.string().trim().regex(/^[\p{L}\p{N}_.-]{1,60}$/u, 'expected letters, digits, ".", "_" and "-"').optional(),
	discountPercent: z.number().gt(0).max(100).optional(),
	listPriceCents: cents.optional(),
	priceCents: cents.optional(),
	currency: currency.optional(),
	expiresAt: z.number().optional(),
	url: webAddress.optional(),
});

const product = z.object({
	name: nameText,
	url: webAddress.optional(),
	priceCents: cents.optional(),
	listPriceCents: cents.optional(),
	currency: currency.optional(),
});

const briefShape = z.object({
	customerId: z.string().min(1),
	firstName: z.string().max(10_000).optional(),
	email: z.string().optional(),
	segment: z.object({ name: z.string(), description: z.string().optional() }).optional(),
	facts: z.array(
		z.object({
			name: z.string().min(1),
			value: z.union([z.string().max(10_000), z.number()]),
			label: z.string(),
			unit: z.string().optional(),
		}),
	),
	offer: offer.optional(),
	products: z.array(product).max(50).optional(),
	brand: z.object({
		sender: oneLine(100),
		site: webAddress,
		address: oneLine(300),
		unsubscribeUrl: secureAddress,
		signature: oneLine(100).optional(),
		color: z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as #2457c5').optional(),
	}),
	purpose: z.enum(messagePurposes),
	tone: z.enum(messageTones),
});

/**
 * A brief as it comes from outside, checked at the border: the failure names the first wrong field. An offer
 * may only lower a price, and must not be over at `now` (milliseconds UTC).
 */
export function readBrief(value: unknown, now: number): Outcome<MessageBrief> {
	const result = briefShape.safeParse(value);
	if (!result.success) {
		const [issue] = result.error.issues;
		return failure(new InvalidInput(`${issue.path.join('.') || 'the brief'} of the message: ${issue.message}`));
	}
	const brief = result.data;
	const problem = brief.offer && offerProblem(brief.offer, now);
	const raised = (brief.products ?? []).find(
		({ priceCents, listPriceCents }) => (priceCents ?? 0) > (listPriceCents ?? Infinity),
	);
	if (problem) return failure(new InvalidInput(`offer "${brief.offer?.name}" ${problem}`));
	if (raised) return failure(new InvalidInput(`product "${raised.name}" has a price above its list price`));
	return success(brief);
}

function offerProblem({ priceCents, listPriceCents, expiresAt }: MessageOffer, now: number): string | undefined {
	if (priceCents !== undefined && listPriceCents !== undefined && priceCents > listPriceCents) {
		return `raises the price from ${listPriceCents} to ${priceCents} cents: an offer may only lower it`;
	}
	if (expiresAt !== undefined && expiresAt <= now) return `ended at ${toIso(expiresAt)}: choose another`;
	return undefined;
}
