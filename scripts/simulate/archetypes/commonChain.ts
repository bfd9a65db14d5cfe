import type { VisitChain } from '../plantedTypes';

/** A visit as anyone may make one; archetypes overlap in so far as their customers visit like this. */
export const commonChain: VisitChain = {
	start: { signIn: 6, home: 3, productView: 1 },
	next: {
		signIn: { feature: 5, search: 1, productView: 2, pricing: 0.4, error: 0.3, help: 0.4, leave: 1.5 },
		home: { signIn: 4, productView: 2, pricing: 0.5, blog: 0.6, leave: 2 },
		productView: { productView: 2, productAdd: 0.6, search: 0.7, leave: 3 },
		productAdd: { checkout: 0.8, productRemove: 0.6, productView: 1, leave: 2 },
	},
	otherwise: { feature: 3, productView: 1, settings: 0.3, content: 0.5, report: 0.3, leave: 3 },
	stepSeconds: 60,
};

/** A stranger who looks around before signing up. */
export const visitorChain: VisitChain = {
	start: { home: 6, blog: 2, productView: 3 },
	next: {
		home: { pricing: 2, productView: 3, blog: 1, leave: 2 },
		pricing: { integrations: 1, home: 1, productView: 1, leave: 3 },
	},
	otherwise: { productView: 3, pricing: 1, home: 1, leave: 3 },
	stepSeconds: 45,
};
