import { between, poisson, wholeNear } from '../draw';
import { driverValues, linearPredictor } from '../drivers';
import type { Life } from '../lifeTypes';
import type { OrderRhythm } from '../plantedTypes';
import { activity, atPreferredHour, days, isBusy } from './emit';
import { placeOrder } from './placeOrder';
import { runWayToOrder } from './sequenceRuns';

/** After an order the next one is less likely for a while. */
const SATED_DAYS = 21;
const SATED_FACTOR = 0.05;
/** Part of the elasticity that makes more orders; the rest makes them larger. */
const MORE_ORDERS_PART = 0.7;
const ORDERS_MAX_PER_WEEK = 4;

function elasticityOf(life: Life): number {
	return life.behaviour.priceElasticity * life.person.factors.elasticity;
}

/** Units are proportional to (price paid / list price) ^ elasticity; `part` of that exponent. */
function offerLift(life: Life, part: number): number {
	return (1 - (life.offer?.discount ?? 0)) ** (part * elasticityOf(life));
}

/** The orders of a week. By hazard, drivers and offer move how many; by rhythm, the offer moves how much. */
export function orderWeek(life: Life): void {
	const { orders } = life.behaviour;
	if (orders.kind === 'rhythm') return orderByRhythm(life, orders);
	const { purchases } = life.random;
	const { factors } = life.person;
	const rate = orders.perWeek * factors.orders * activity(life, life.weekStartsAt);
	const sated = life.weekStartsAt - life.lastOrderAt < days(SATED_DAYS) ? SATED_FACTOR : 1;
	const hazard = sated * rate * Math.exp(linearPredictor('order', driverValues(life)));
	const count = Math.min(ORDERS_MAX_PER_WEEK, poisson(purchases, hazard * offerLift(life, MORE_ORDERS_PART)));
	const times = Array.from({ length: count }, () =>
		atPreferredHour(life, life.weekStartsAt + between(purchases, days(2), days(7))),
	);
	for (const at of times.sort((left, right) => left - right)) {
		const units = life.behaviour.units * factors.units * offerLift(life, 1 - MORE_ORDERS_PART);
		orderUnits(life, at, 1 + poisson(purchases, Math.max(0, units - 1)));
	}
}

function orderByRhythm(life: Life, rhythm: Extract<OrderRhythm, { kind: 'rhythm' }>): void {
	const { purchases } = life.random;
	const { factors } = life.person;
	const weekEndsAt = life.weekStartsAt + days(7);
	while (life.nextOrderAt < weekEndsAt) {
		const at = atPreferredHour(life, life.nextOrderAt);
		orderUnits(life, at, wholeNear(purchases, life.behaviour.units * factors.units * offerLift(life, 1)));
		const gap = rhythm.everyDays / factors.orders + rhythm.spreadDays * purchases.normal();
		life.nextOrderAt += days(Math.max(2, gap));
	}
}

function orderUnits(life: Life, at: number, units: number): void {
	if (units === 0 || isBusy(life, at)) return;
	const product = runWayToOrder(life, at);
	placeOrder(life, at, { units, offer: life.offer, product });
}
