import { DAY_MILLISECONDS } from '../../lib/core/clock';
import { sigmoid } from './draw';
import type { Tone } from './supportTexts';
import type { DriverState, Life } from './lifeTypes';

/** Weeks after which a function no longer counts as used. */
const BREADTH_WEEKS = 6;
const PRICING_KEPT_PER_WEEK = 0.85;
const EMAIL_KEPT_PER_WEEK = 0.9;
const BASKET_KEPT_PER_WEEK = 0.7;
const MOOD_KEPT_PER_WEEK = 0.93;

/**
 * What drives outcomes, each roughly standardised over all customers. Coefficients are frozen: several
 * drivers of like weight, so that no single feature predicts an outcome as well as all of them.
 */
export const driverCoefficients = {
	upgrade: {
		intercept: -3.95,
		pricingInterest: 0.9,
		featureBreadth: 0.5,
		supportMood: 0.9,
		emailEngagement: 0.95,
		basketInterest: 0,
		tenure: -0.85,
	},
	/** Log of the weekly order hazard. */
	order: {
		intercept: -0.1,
		pricingInterest: 0.2,
		featureBreadth: 0.5,
		supportMood: 0.55,
		emailEngagement: 0.35,
		basketInterest: 0.6,
		tenure: -0.35,
	},
	/** Log of the churn hazard. */
	churn: {
		intercept: 0,
		pricingInterest: 0,
		featureBreadth: -0.4,
		supportMood: -0.6,
		emailEngagement: -0.35,
		basketInterest: 0,
		tenure: -0.3,
	},
} as const;

export type Outcome = keyof typeof driverCoefficients;
export interface DriverValues {
	readonly pricingInterest: number;
	readonly featureBreadth: number;
	readonly supportMood: number;
	readonly emailEngagement: number;
	readonly basketInterest: number;
	readonly tenure: number;
}

export function newDriverState(): DriverState {
	return {
		pricingViews: 0, emailEngagement: 0, supportMood: 0, basketInterest: 0, featureWeeks: new Map(),
	};
}

/** Standardised values of a customer at the start of the current week; each from -3 to 3. */
export function driverValues(life: Life): DriverValues {
	const { pricingViews, emailEngagement, supportMood, basketInterest, featureWeeks } = life.drivers;
	let breadth = 0;
	for (const week of featureWeeks.values()) if (life.week - week <= BREADTH_WEEKS) breadth += 1;
	const tenureDays = Math.max(0, (life.weekStartsAt - life.person.signUpAt) / DAY_MILLISECONDS);
	return {
		pricingInterest: limit((Math.log1p(pricingViews) - 0.5) / 0.5),
		featureBreadth: limit((Math.log1p(breadth) - 1) / 0.7),
		supportMood: limit(supportMood),
		emailEngagement: limit((Math.log1p(emailEngagement) - 0.8) / 0.8),
		basketInterest: limit((Math.log1p(basketInterest) - 0.6) / 0.7),
		tenure: limit((Math.log(tenureDays + 14) - Math.log(220)) / 0.9),
	};
}

export function linearPredictor(outcome: Outcome, values: DriverValues): number {
	const weights = driverCoefficients[outcome];
	return (
		weights.intercept +
		weights.pricingInterest * values.pricingInterest +
		weights.featureBreadth * values.featureBreadth +
		weights.supportMood * values.supportMood +
		weights.emailEngagement * values.emailEngagement +
		weights.basketInterest * values.basketInterest +
		weights.tenure * values.tenure
	);
}

/** Chance of an upgrade within a week, for a customer below the highest plan. */
export function upgradeProbabilityPerWeek(values: DriverValues): number {
	return sigmoid(linearPredictor('upgrade', values));
}

/** Lets an event of the customer count towards the drivers of later weeks. */
export function noteEvent(life: Life, name: string, properties: Readonly<Record<string, unknown>>): void {
	const { drivers } = life;
	if (name === 'Feature Used') drivers.featureWeeks.set(String(properties.feature), life.week);
	else if (name === 'Pricing Viewed') drivers.pricingViews += 1;
	else if (name === 'Email Opened') drivers.emailEngagement += 1;
	else if (name === 'Email Clicked') drivers.emailEngagement += 1.5;
	else if (name === 'Product Viewed') drivers.basketInterest += 0.3;
	else if (name === 'Product Added' || name === 'Product Wished') drivers.basketInterest += 1;
	else if (name === 'Order Completed') drivers.basketInterest = 0;
	else if (name === 'NPS Answered') drivers.supportMood += (Number(properties.score) - 7) / 2.5;
}

/** Older behaviour counts less with every week. */
export function forgetAWeek(drivers: DriverState): void {
	drivers.pricingViews *= PRICING_KEPT_PER_WEEK;
	drivers.emailEngagement *= EMAIL_KEPT_PER_WEEK;
	drivers.basketInterest *= BASKET_KEPT_PER_WEEK;
	drivers.supportMood *= MOOD_KEPT_PER_WEEK;
}

/** A ticket moves the mood by its tone, which only its text tells. */
export function noteTone(life: Life, tone: Tone): void {
	life.drivers.supportMood += { negative: -0.8, neutral: 0, positive: 0.6 }[tone];
}

function limit(value: number): number {
	return Math.max(-3, Math.min(3, value));
}
