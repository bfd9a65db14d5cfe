import { between, chance } from '../draw';
import { driverValues, linearPredictor, upgradeProbabilityPerWeek } from '../drivers';
import { plans } from '../shop';
import type { Life } from '../lifeTypes';
import { days, emit, isBusy } from './emit';
import { emitInVisit, openVisit } from './visits';

export const UPGRADE_REST_DAYS = 45;
const DOWNGRADES_PER_WEEK = 0.003;

/** True while the customer may move to a higher plan. */
export function canUpgrade(life: Life, at: number): boolean {
	return life.plan < plans.length - 1 && at - life.upgradedAt > days(UPGRADE_REST_DAYS);
}

/** Upgrade, downgrade and churn of a week; every one of them moved by the drivers. */
export function lifecycleWeek(life: Life): void {
	const { lifecycle } = life.random;
	const values = driverValues(life);
	const at = life.weekStartsAt + between(lifecycle, days(0.5), days(7));
	const upgrades = chance(lifecycle, upgradeProbabilityPerWeek(values));
	const downgrades = chance(lifecycle, DOWNGRADES_PER_WEEK * Math.exp(-0.5 * values.supportMood));
	if (upgrades && canUpgrade(life, at) && !isBusy(life, at)) changePlan(life, at, life.plan + 1);
	else if (downgrades && life.plan > 0 && !isBusy(life, at)) changePlan(life, at, life.plan - 1);
	const hazardPerDay = churnHazardPerDay(life) * Math.exp(linearPredictor('churn', values));
	const leaves = chance(lifecycle, 1 - Math.exp(-7 * hazardPerDay));
	const leavesAt = life.weekStartsAt + between(lifecycle, 0, days(7));
	if (leaves && !isBusy(life, leavesAt)) leave(life, leavesAt);
}

/** The hazard of a customer whose drivers are all average. */
export function churnHazardPerDay(life: Life): number {
	return life.behaviour.churnHazardPerDay * life.person.factors.churn * life.options.deathFactor;
}

function changePlan(life: Life, at: number, plan: number): void {
	const up = plan > life.plan;
	emitInVisit(life, at, {
		visit: openVisit(life),
		parts: {
			name: up ? 'Subscription Upgraded' : 'Subscription Downgraded',
			revenueCents: up ? plans[plan].feeCents : 0,
			properties: { from: plans[life.plan].name, to: plans[plan].name },
		},
	});
	life.plan = plan;
	if (up) life.upgradedAt = at;
}

/** The end: half of those who leave say so, the others are just never seen again. */
function leave(life: Life, at: number): void {
	if (at <= life.person.signUpAt) return;
	const { lifecycle } = life.random;
	const says = chance(lifecycle, 0.5);
	life.churnedAt = Math.floor(at);
	if (says && at < life.endsAt) {
		emit(life, at, { name: 'Subscription Cancelled', properties: { plan: plans[life.plan].name } });
	}
}
