import { pickOne, chance, pickWeighted } from '../draw';
import {
	articles, errorCodes, features, integrations, productsByCategory, searches, webinars, type Product,
} from '../shop';
import { featureRequests, reviewTexts } from '../supportTexts';
import type { EventParts, Life } from '../lifeTypes';
import type { Step } from '../plantedTypes';

/** One visit while it lasts; the product looked at last is what gets added, wished or reviewed. */
export interface Visit {
	readonly sessionId: string;
	readonly channel: string;
	readonly device: string;
	readonly platform: string;
	product: Product | null;
}

type StepWriter = (life: Life, visit: Visit) => EventParts;

const FAVOURITE_SHARE = 0.4;

const writers: Readonly<Record<Step, StepWriter>> = {
	signIn: () => ({ name: 'Signed In' }),
	home: () => ({ name: 'Home' }),
	feature: (life) => ({
		name: 'Feature Used',
		properties: { feature: pickFeature(life), seconds: 20 + life.random.visits.integer(400) },
	}),
	search: (life) => ({
		name: 'Search Performed',
		properties: { query: pickOne(life.random.visits, searches), results: life.random.visits.integer(30) },
	}),
	report: (life) => ({
		name: 'Report Exported',
		properties: { format: chance(life.random.visits, 0.7) ? 'pdf' : 'csv' },
	}),
	error: (life) => ({
		name: 'Error Shown',
		properties: { code: pickOne(life.random.visits, errorCodes) },
	}),
	settings: () => ({ name: 'Settings Changed' }),
	invite: () => ({ name: 'Member Invited' }),
	pricing: () => ({ name: 'Pricing Viewed' }),
	integrations: (life) => ({
		name: 'Integrations Viewed',
		properties: { integration: pickOne(life.random.visits, integrations) },
	}),
	productView: (life, visit) => {
		visit.product = pickProduct(life);
		return aboutProduct('Product Viewed', visit.product);
	},
	productAdd: (life, visit) => aboutProduct('Product Added', (visit.product ??= pickProduct(life))),
	productRemove: (life, visit) => aboutProduct('Product Removed', (visit.product ??= pickProduct(life))),
	wish: (life, visit) => aboutProduct('Product Wished', (visit.product ??= pickProduct(life))),
	checkout: () => ({ name: 'Checkout Started' }),
	help: () => ({ name: 'Help Center' }),
	chat: () => ({ name: 'Chat Started', channel: 'chat' }),
	featureRequest: (life) => ({
		name: 'Feature Requested',
		properties: { text: pickOne(life.random.visits, featureRequests) },
	}),
	track: () => ({ name: 'Order Tracked' }),
	blog: () => ({ name: 'Blog' }),
	content: (life) => ({
		name: 'Content Read',
		properties: { title: pickOne(life.random.visits, articles), seconds: 30 + life.random.visits.integer(300) },
	}),
	webinar: (life) => ({
		name: 'Webinar Attended',
		properties: { title: pickOne(life.random.visits, webinars), minutes: 15 + life.random.visits.integer(45) },
	}),
	inApp: () => ({ name: 'In-App Message Clicked', channel: 'in-app' }),
	review: (life, visit) => postReview(life, (visit.product ??= pickProduct(life))),
	share: () => ({ name: 'Social Shared', channel: 'social' }),
};

/** What happens at a step of a visit. */
export function stepEvent(step: Step, life: Life, visit: Visit): EventParts {
	return writers[step](life, visit);
}

/** A product of the customer's favourite category, or of those the archetype likes. */
export function pickProduct(life: Life): Product {
	const { visits } = life.random;
	const category = chance(visits, FAVOURITE_SHARE)
		? life.person.favouriteCategory
		: pickWeighted(visits, life.behaviour.categories);
	return pickOne(visits, productsByCategory.get(category) ?? []);
}

function aboutProduct(name: string, product: Product): EventParts {
	return {
		name,
		productId: product.productId,
		properties: { category: product.category, price: product.priceCents / 100 },
	};
}

/** Common functions more often than rare ones; a customer knows the first few of the list. */
function pickFeature(life: Life): string {
	const known = life.behaviour.featureRange * life.person.factors.features;
	const range = Math.max(2, Math.min(features.length, Math.round(known)));
	return features[Math.floor(range * life.random.visits.next() ** 1.3)];
}

function postReview(life: Life, product: Product): EventParts {
	const { visits } = life.random;
	const mean = 3.8 + 0.6 * life.person.satisfaction + 0.25 * (life.behaviour.recommendMean - 7.5);
	const rating = Math.max(1, Math.min(5, Math.round(mean + 0.7 * visits.normal())));
	const tone = rating >= 4 ? 'positive' : rating === 3 ? 'neutral' : 'negative';
	return {
		name: 'Review Posted',
		productId: product.productId,
		properties: { rating, text: pickOne(visits, reviewTexts[tone]) },
	};
}
