import { DAY_MILLISECONDS } from '../../lib/core/clock';
import { seededRandom, type Random } from '../../lib/core/random';
import { archetypeByName, archetypes } from './archetypes/index';
import { between, chance, exponential, logNormal, pickOne, pickWeighted } from './draw';
import { microSegmentOf } from './microSegments';
import { windowStart } from './options';
import { sequences } from './sequences';
import { categories, countries, firstNames } from './shop';
import type { Person } from './lifeTypes';
import {
	steps, type Archetype, type MicroSegment, type SequenceName, type Step, type Weights,
} from './plantedTypes';
import type { SimulateOptions } from './types';

const TENURE_MEAN_DAYS = 240;
const TENURE_MAX_DAYS = 720;
const CONSENT_SHARE = 0.95;
const SIGNED_OUT_SHARE = 0.08;
/** Members of a micro-segment differ from each other by this part of the usual noise. */
const MICRO_NOISE = 0.15;
const archetypeShares: Weights = Object.fromEntries(archetypes.map(({ name, share }) => [name, share]));
const planShares: Weights = { 0: 52, 1: 28, 2: 14, 3: 5, 4: 1 };

/**
 * Draws one customer. Depends on the seed, the index and the window only, never on how many customers
 * there are, so that the first thousand of a million are the thousand.
 */
export function drawPerson(options: SimulateOptions, index: number): Person {
	const random = seededRandom(`${options.seed}/customer ${index}`).fork('person');
	const microSegment = microSegmentOf(index);
	const drawn = pickWeighted(random, archetypeShares);
	const archetype = archetypeByName(microSegment?.archetype ?? drawn);
	const noise = options.overlap * (microSegment === null ? 1 : MICRO_NOISE);
	const signUp = drawSignUp(options, random, microSegment);
	const id = String(index).padStart(7, '0');
	return {
		index,
		userId: `c${id}`,
		anonymousId: `a${id}`,
		...signUp,
		archetype,
		drift: drawDrift(options, random, { archetype, microSegment }),
		microSegment,
		sequenceCohort: microSegment === null ? drawCohort(random, archetype) : null,
		...drawTastes(random, noise),
		...drawHabits(random, { archetype, microSegment }),
		...drawAccount(random),
		fadeOnsetAt: windowStart(options) + between(random, 0.05, 0.25) * options.days * DAY_MILLISECONDS,
	};
}

function drawSignUp(options: SimulateOptions, random: Random, microSegment: MicroSegment | null) {
	const startsAt = windowStart(options);
	const born = chance(random, options.birthShare) && microSegment === null;
	const bornDay = between(random, 0.5, options.days - 0.5);
	const tenure = Math.min(TENURE_MAX_DAYS, 2 + exponential(random, TENURE_MEAN_DAYS));
	const day = born ? bornDay : -tenure;
	return { signUpAt: Math.floor(startsAt + day * DAY_MILLISECONDS), bornInWindow: born };
}

interface Belonging {
	readonly archetype: Archetype;
	readonly microSegment: MicroSegment | null;
}

function drawDrift(options: SimulateOptions, random: Random, { archetype, microSegment }: Belonging) {
	const drifts = chance(random, options.driftShare);
	const fromWeek = 1 + random.integer(Math.max(1, Math.ceil(options.days / 7) - 1));
	return drifts && microSegment === null ? { fromWeek, to: archetypeByName(archetype.driftsTo) } : null;
}

function drawCohort(random: Random, archetype: Archetype): SequenceName | null {
	const draw = random.next();
	let reached = 0;
	for (const { name, performers } of sequences) {
		reached += performers[archetype.name] ?? 0;
		if (draw < reached) return name;
	}
	return null;
}

/** Individual noise: log-normal multipliers whose spread is the overlap. */
function drawTastes(random: Random, noise: number) {
	return {
		factors: {
			visits: logNormal(random, 0.7 * noise),
			orders: logNormal(random, 0.25 * noise),
			units: logNormal(random, 0.4 * noise),
			tickets: logNormal(random, 1.2 * noise),
			elasticity: logNormal(random, 0.4 * noise),
			churn: logNormal(random, 1.2 * noise),
			features: logNormal(random, 1.2 * noise),
		},
		emailAffinity: 1.7 * noise * random.normal(),
		satisfaction: 2.2 * noise * random.normal(),
		stepTaste: Object.fromEntries(
			steps.map((step) => [step, logNormal(random, (step === 'pricing' ? 2 : 0.8) * noise)]),
		) as Weights<Step>,
		commonShare: 0.9 * noise * random.next(),
	};
}

function drawHabits(random: Random, { archetype, microSegment }: Belonging) {
	const hour = Number(pickWeighted(random, archetype.hours));
	return {
		favouriteCategory: pickOne(random, categories),
		preferredHour: microSegment?.hour ?? hour,
		preferredChannel: pickWeighted(random, archetype.channels),
		device: pickWeighted(random, archetype.devices),
		referrer: pickWeighted(random, archetype.referrers),
	};
}

function drawAccount(random: Random) {
	return {
		country: pickWeighted(random, countries),
		firstName: pickOne(random, firstNames),
		plan: Number(pickWeighted(random, planShares)),
		marketingConsent: chance(random, CONSENT_SHARE),
		browsesSignedOut: chance(random, SIGNED_OUT_SHARE),
	};
}
