import { seededRandom } from '../../lib/core/random';
import { archetypeByName } from './archetypes/index';
import { between } from './draw';
import { driverValues, forgetAWeek, newDriverState, type DriverValues } from './drivers';
import { drawPerson } from './drawPerson';
import { windowStart } from './options';
import { days, knownFrom } from './stages/emit';
import { chooseOffer, engageWeek } from './stages/engagement';
import { lifecycleWeek } from './stages/lifecycle';
import { orderWeek } from './stages/orders';
import { startSequence } from './stages/sequenceRuns';
import { signUp } from './stages/signUp';
import { supportWeek } from './stages/support';
import { visitGap, visitWeek } from './stages/visits';
import { streamNames, type Life, type Person } from './lifeTypes';
import type { Archetype } from './plantedTypes';
import type { SimulateOptions } from './types';

/** Days from sign-up, or from the start of the window, that lifetime value is counted over. */
export const LIFETIME_DAYS = 365;
/** Days after the window whose outcomes are known to the truth only. */
export const FUTURE_DAYS = 30;

/** A life lived to its end or to the horizon, and how things stood when the window ended. */
export interface LivedLife {
	readonly life: Life;
	/** In order of time, up to the end of the horizon; money after the window included. */
	readonly atWindowEnd: {
		readonly drivers: DriverValues;
		readonly archetype: Archetype;
		readonly behaviour: Life['behaviour'];
		readonly plan: number;
		readonly upgradedAt: number;
	};
}

/** Simulates one customer week by week, past the end of the window as far as the truth reaches. */
export function liveThrough(options: SimulateOptions, index: number): LivedLife {
	const life = newLife(options, drawPerson(options, index));
	signUp(life);
	const horizon = Math.max(knownFrom(life) + days(LIFETIME_DAYS), life.endsAt + days(FUTURE_DAYS));
	let atWindowEnd = stateNow(life);
	while (life.weekStartsAt < horizon && life.churnedAt === null) {
		adoptArchetype(life);
		if (life.weekStartsAt < life.endsAt) atWindowEnd = stateNow(life);
		liveAWeek(life);
	}
	const end = life.churnedAt ?? horizon;
	const kept = life.events.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at);
	life.events.splice(0, life.events.length, ...kept);
	return { life, atWindowEnd };
}

function newLife(options: SimulateOptions, person: Person): Life {
	const random = seededRandom(`${options.seed}/customer ${person.index}`);
	const startsAt = windowStart(options);
	const knownAt = Math.max(startsAt, person.signUpAt);
	const week = Math.floor((knownAt - startsAt) / days(7));
	const life: Life = {
		options,
		person,
		random: Object.fromEntries(streamNames.map((name) => [name, random.fork(name)])) as Life['random'],
		startsAt,
		endsAt: Date.parse(options.endsAt),
		events: [],
		drivers: newDriverState(),
		week,
		weekStartsAt: startsAt + days(7 * week),
		archetype: person.archetype,
		behaviour: person.microSegment?.behaviour ?? person.archetype.behaviour,
		plan: person.plan,
		upgradedAt: -Infinity,
		churnedAt: null,
		subscribed: person.marketingConsent,
		busyFrom: 0,
		busyUntil: 0,
		fadesFrom: Math.max(person.fadeOnsetAt, knownAt),
		nextVisitAt: knownAt,
		nextOrderAt: knownAt,
		lastOrderAt: -Infinity,
		nextSurveyAt: knownAt + days(between(random, 5, 75)),
		offer: null,
		serial: 0,
	};
	adoptArchetype(life);
	life.nextVisitAt += random.next() * visitGap(life, knownAt);
	const { orders } = life.behaviour;
	if (orders.kind === 'rhythm') life.nextOrderAt += days(between(random, 0.5, 1) * orders.everyDays);
	return life;
}

function liveAWeek(life: Life): void {
	chooseOffer(life);
	startSequence(life);
	engageWeek(life);
	visitWeek(life);
	orderWeek(life);
	supportWeek(life);
	lifecycleWeek(life);
	forgetAWeek(life.drivers);
	life.week += 1;
	life.weekStartsAt += days(7);
}

/** The archetype of the current week: the first one, the one drifted to, or the one it was merged into. */
function adoptArchetype(life: Life): void {
	const archetype = archetypeOfWeek(life.options, life.person, life.week);
	if (archetype === life.archetype) return;
	life.archetype = archetype;
	life.behaviour = archetype.behaviour;
	// A drifter who begins to fade or to order by rhythm begins now.
	life.nextOrderAt = Math.max(life.nextOrderAt, life.weekStartsAt);
	life.fadesFrom = Math.max(life.fadesFrom, life.weekStartsAt);
}

/** What a customer is in a week, counted from the start of the window. */
export function archetypeOfWeek(options: SimulateOptions, person: Person, week: number): Archetype {
	const { drift, archetype } = person;
	const { merge } = options;
	const drifted = drift !== null && week >= drift.fromWeek ? drift.to : archetype;
	const merged = merge !== null && week >= merge.week && drifted.name === merge.from;
	return merged && person.microSegment === null ? archetypeByName(merge.into) : drifted;
}

function stateNow(life: Life): LivedLife['atWindowEnd'] {
	const { archetype, behaviour, plan, upgradedAt } = life;
	return { drivers: driverValues(life), archetype, behaviour, plan, upgradedAt };
}
