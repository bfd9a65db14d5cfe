import { formatCents, formatNumber } from '../cohorts/formatValue';
import { hash32 } from '../core/hash';
import { displayName } from './displayName';
import { formatDate } from './formatDate';
import type { MessageBrief, MessageOffer, MessageProduct } from './types';

/** Wordings each shipped template has; a customer always gets the same one. */
export const VARIANTS = 3;

const PRODUCTS_MAX = 6;

/** The facts that name what a customer likes. */
const TASTE_FACTS: ReadonlySet<string> = new Set(['favouriteCategory', 'favoriteCategory', 'topCategory', 'favouriteProduct']);

export type TemplateScope = Readonly<Record<string, unknown>>;

/**
 * What a template can say, all of it from the brief. What is not known is absent, so that `{% if %}` and
 * `default` can ask for it and anything else is an error instead of a gap.
 */
export function templateScope(brief: MessageBrief): TemplateScope {
	const { brand, offer, purpose, tone } = brief;
	return {
		...present({ firstName: displayName(brief.firstName), taste: tasteOf(brief), offer: offer && offerScope(offer) }),
		facts: Object.fromEntries(brief.facts.map(({ name, value }) => [name, factValue(value)])),
		products: (brief.products ?? []).slice(0, PRODUCTS_MAX).map(productScope),
		brand: {
			sender: brand.sender,
			site: brand.site,
			address: brand.address,
			unsubscribeUrl: brand.unsubscribeUrl,
			signature: brand.signature ?? brand.sender,
			color: brand.color ?? '#2457c5',
		},
		link: offer?.url ?? brand.site,
		purpose,
		tone,
		variant: hash32(`${brief.customerId} ${purpose}`) % VARIANTS,
	};
}

/** "10 % off your next order": the offer in one phrase. */
export function offerHeadline(offer: MessageOffer): string {
	if (offer.description) return offer.description;
	if (offer.discountPercent !== undefined) return `${formatNumber(offer.discountPercent)} % off`;
	return offer.name;
}

function offerScope(offer: MessageOffer): TemplateScope {
	const { name, description, code, discountPercent, currency, url } = offer;
	return present({
		name,
		description: description || undefined,
		headline: offerHeadline(offer),
		code,
		discountPercent,
		price: money(offer.priceCents, currency),
		listPrice: money(offer.listPriceCents, currency),
		expires: offer.expiresAt === undefined ? undefined : formatDate(offer.expiresAt - 1),
		url,
	});
}

function productScope(product: MessageProduct): TemplateScope {
	const { name, url, priceCents, listPriceCents, currency } = product;
	const reduced = priceCents !== undefined && listPriceCents !== undefined && priceCents < listPriceCents;
	return present({
		name,
		url,
		price: money(priceCents, currency),
		listPrice: reduced ? money(listPriceCents, currency) : undefined,
	});
}

function money(cents: number | undefined, currency: string | undefined): string | undefined {
	return cents === undefined ? undefined : formatCents(cents, currency);
}

/** Means and shares come with many digits; nobody writes "3.3333 orders". */
function factValue(value: string | number): string | number {
	return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}

/** "home_garden" as "home garden"; absent when it is not a few plain words. */
function tasteOf(brief: MessageBrief): string | undefined {
	const value = brief.facts.find(({ name }) => TASTE_FACTS.has(name))?.value;
	if (typeof value !== 'string') return undefined;
	const words = value.replace(/[_\s]+/g, ' ').trim();
	return /^\p{L}[\p{L}\p{N} &'’-]{1,39}$/u.test(words) ? words : undefined;
}

function present(fields: Readonly<Record<string, unknown>>): TemplateScope {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
