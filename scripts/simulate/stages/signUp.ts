import { between, chance, pickOne, wholeNear } from '../draw';
import { features, plans } from '../shop';
import type { Life } from '../lifeTypes';
import { days, MINUTE } from './emit';
import { emitInVisit, openVisit, runAnonymousVisit, runVisit } from './visits';

const ANONYMOUS_FIRST_SHARE = 0.6;

/** True when some of the customer's events carry the anonymous id only. */
export function wasAnonymous(life: Life): boolean {
	return life.person.browsesSignedOut || life.events.some(({ anonymousId }) => anonymousId !== undefined);
}

/**
 * How a customer becomes known: strangers look around first, then sign up and take their first visit.
 * Of customers from before the window only the sign-up and the identification are kept, at their time.
 */
export function signUp(life: Life): void {
	const { person } = life;
	if (person.bornInWindow) {
		if (chance(life.random.visits, ANONYMOUS_FIRST_SHARE)) lookAround(life);
		takeFirstSteps(life);
	}
	const { signUpAt: at, referrer, device, userId } = person;
	const linked = wasAnonymous(life) ? { anonymousId: person.anonymousId } : {};
	const rest = { messageId: '', userId, device, ...linked };
	life.events.push(
		{ ...rest, type: 'track', name: 'Signed Up', at, properties: { referrer } },
		{ ...rest, type: 'identify', name: 'identify', at: at + 1, properties: traitsOf(life) },
	);
}

function lookAround(life: Life): void {
	const { visits } = life.random;
	const { signUpAt } = life.person;
	for (let count = wholeNear(visits, 1.5); count > 0; count -= 1) {
		runAnonymousVisit(life, signUpAt - days(between(visits, 0.05, 6)));
	}
	// The visit that ends in signing up.
	runAnonymousVisit(life, signUpAt - 20 * MINUTE);
}

function takeFirstSteps(life: Life): void {
	const { visits } = life.random;
	const visit = openVisit(life);
	let at = life.person.signUpAt + MINUTE;
	for (let step = 1; step <= 1 + visits.integer(4); step += 1) {
		const properties = { step, feature: pickOne(visits, features) };
		emitInVisit(life, at, { visit, parts: { name: 'Onboarding Step Completed', properties } });
		at += between(visits, 0.5 * MINUTE, 3 * MINUTE);
	}
	runVisit(life, at, visit);
}

function traitsOf(life: Life): Readonly<Record<string, unknown>> {
	const { person } = life;
	return {
		email: `${person.firstName.toLowerCase()}.${person.userId}@example.com`,
		firstName: person.firstName,
		country: person.country,
		referrer: person.referrer,
		signUpDevice: person.device,
		plan: plans[person.plan].name,
		marketingConsent: person.marketingConsent,
	};
}
