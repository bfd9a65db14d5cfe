import { toIso } from '../../lib/core/clock';
import { linearPredictor, upgradeProbabilityPerWeek } from './drivers';
import { archetypeOfWeek, FUTURE_DAYS, LIFETIME_DAYS, type LivedLife } from './liveThrough';
import { plans } from './shop';
import { days, knownFrom } from './stages/emit';
import { UPGRADE_REST_DAYS } from './stages/lifecycle';
import { currentSequence } from './stages/sequenceRuns';
import { wasAnonymous } from './stages/signUp';
import type { Life } from './lifeTypes';
import type { CustomerTruth } from './types';

/** Everything that is true of a customer whose life was simulated. */
export function truthOf({ life, atWindowEnd }: LivedLife): CustomerTruth {
	const { person, endsAt, churnedAt } = life;
	const churnedInWindow = churnedAt !== null && churnedAt < endsAt;
	const { behaviour } = atWindowEnd;
	const valueUntil = knownFrom(life) + days(LIFETIME_DAYS);
	return {
		userId: person.userId,
		anonymousId: wasAnonymous(life) ? person.anonymousId : null,
		archetype: atWindowEnd.archetype.name,
		archetypeByWeek: archetypeByWeek(life),
		microSegment: person.microSegment?.name ?? null,
		sequenceCohort: currentSequence({ ...life, archetype: atWindowEnd.archetype })?.name ?? null,
		priceElasticity: rounded(behaviour.priceElasticity * person.factors.elasticity),
		churnHazardPerDay: rounded(
			behaviour.churnHazardPerDay * person.factors.churn * life.options.deathFactor, 7,
		),
		conversionDrivers: conversionDrivers({ life, atWindowEnd }),
		preferredHour: person.preferredHour,
		preferredChannel: person.preferredChannel,
		favouriteCategory: person.favouriteCategory,
		marketingConsent: person.marketingConsent,
		trueLifetimeValueCents: revenueBetween(life, 0, valueUntil),
		revenueInWindowCents: revenueBetween(life, 0, endsAt),
		signUp: signUpOf(life),
		churnedAt: churnedInWindow ? toIso(churnedAt) : null,
		nextThirtyDays: nextThirtyDays(life),
	};
}

function archetypeByWeek(life: Life): CustomerTruth['archetypeByWeek'] {
	const runs: { fromWeek: number; archetype: string }[] = [];
	const first = Math.floor((knownFrom(life) - life.startsAt) / days(7));
	const last = Math.ceil(life.options.days / 7) - 1;
	for (let week = first; week <= last; week += 1) {
		const archetype = archetypeOfWeek(life.options, life.person, week).name;
		if (runs.at(-1)?.archetype !== archetype) runs.push({ fromWeek: week, archetype });
	}
	return runs;
}

function conversionDrivers({ life, atWindowEnd }: LivedLife): CustomerTruth['conversionDrivers'] {
	const { drivers, plan, upgradedAt } = atWindowEnd;
	const values = Object.fromEntries(
		Object.entries(drivers).map(([name, value]: [string, number]) => [name, rounded(value)]),
	);
	const gone = life.churnedAt !== null && life.churnedAt < life.endsAt;
	const rests = life.endsAt - upgradedAt <= days(UPGRADE_REST_DAYS);
	const eligible = !gone && !rests && plan < plans.length - 1;
	const stays = 1 - upgradeProbabilityPerWeek(drivers);
	return {
		values,
		linearPredictor: rounded(linearPredictor('upgrade', drivers)),
		upgradeProbabilityNext30Days: eligible ? rounded(1 - stays ** (FUTURE_DAYS / 7)) : 0,
	};
}

function signUpOf(life: Life): CustomerTruth['signUp'] {
	const { person } = life;
	const first = life.events.find(({ name }) => name === 'Onboarding Step Completed')?.sessionId;
	const names = life.events.filter(({ sessionId }) => sessionId === first).map(({ name }) => name);
	return {
		at: toIso(person.signUpAt),
		referrer: person.referrer,
		device: person.device,
		firstSession: first === undefined ? null : names,
	};
}

function nextThirtyDays(life: Life): CustomerTruth['nextThirtyDays'] {
	const until = life.endsAt + days(FUTURE_DAYS);
	const future = life.events.filter(({ at }) => at >= life.endsAt && at < until);
	return {
		orders: future.filter(({ name }) => name === 'Order Completed').length,
		upgraded: future.some(({ name }) => name === 'Subscription Upgraded'),
		churned: life.churnedAt !== null && life.churnedAt >= life.endsAt && life.churnedAt < until,
	};
}

function revenueBetween(life: Life, from: number, to: number): number {
	let cents = 0;
	for (const { at, revenueCents } of life.events) {
		if (at >= from && at < to) cents += revenueCents ?? 0;
	}
	return cents;
}

function rounded(value: number, digits = 4): number {
	return Number(value.toFixed(digits));
}
