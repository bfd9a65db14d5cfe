import { DAY_MILLISECONDS } from '../core/clock';
import type { Engine } from '../engine';
import { sql } from '../sql/sql';
import { partsThatWait, partsThatWork } from './productParts';
import { resolvedEvents } from './resolvedEvents';

/** What good segments need (MISSION, "Data in"); below it, parts work and say so. */
export const readinessNeeds = { customers: 10_000, days: 90, distinctEvents: 15, revenueEvents: 1 } as const;

export interface ReadinessCheck {
	readonly what: 'customers' | 'days' | 'distinctEvents' | 'revenueEvents';
	readonly have: number;
	readonly need: number;
	readonly met: boolean;
	/** Days until it is met at the pace so far; null when met or when nothing grows. */
	readonly daysUntilMet: number | null;
}

export interface Readiness {
	readonly ready: boolean;
	readonly events: number;
	readonly checks: readonly ReadinessCheck[];
	/** For people: "Ready: …" or what is missing and when it will be there. */
	readonly sentence: string;
	/** Which parts of the product already work with what is there. */
	readonly works: readonly string[];
	/** The others, each with what it still lacks. */
	readonly waits: readonly string[];
}

/** Measures the store against what good segments need, as known at an instant. */
export async function assessReadiness(engine: Engine, asOf: number): Promise<Readiness> {
	const [row] = await engine.store.query<{
		customers: number;
		first: number | null;
		last: number | null;
		names: number;
		revenue: number;
		events: number;
	}>(sql`
		select count(distinct resolved_id) as customers, min(occurred_at) as first, max(occurred_at) as last,
			count(distinct name) as names, count(*) as events,
			count(case when revenue_cents > 0 then 1 end) as revenue
		from ${resolvedEvents(asOf)} known`);
	const days = row.first === null || row.last === null ? 0 : (row.last - row.first) / DAY_MILLISECONDS;
	const checks = [
		check('customers', row.customers, days),
		check('days', Math.floor(days), days),
		check('distinctEvents', row.names, 0),
		check('revenueEvents', row.revenue, 0),
	];
	const ready = checks.every((one) => one.met);
	const have = { customers: row.customers, days, distinctEvents: row.names, revenueEvents: row.revenue };
	return {
		ready,
		events: row.events,
		checks,
		sentence: sentenceOf(checks, ready),
		works: partsThatWork(have),
		waits: partsThatWait(have),
	};
}

function check(what: ReadinessCheck['what'], have: number, days: number): ReadinessCheck {
	const need = readinessNeeds[what];
	const met = have >= need;
	const pace = days > 0 ? have / days : 0;
	return { what, have, need, met, daysUntilMet: met || pace === 0 ? null : Math.ceil((need - have) / pace) };
}

const words: Readonly<Record<ReadinessCheck['what'], string>> = {
	customers: 'customers',
	days: 'days of history',
	distinctEvents: 'distinct events',
	revenueEvents: 'events with revenue',
};

function sentenceOf(checks: readonly ReadinessCheck[], ready: boolean): string {
	const format = (value: number): string => value.toLocaleString('en-US');
	if (ready) {
		const parts = checks.map((one) => `${format(one.have)} ${words[one.what]}`);
		return `Ready: ${parts.join(', ')}`;
	}
	const missing = checks
		.filter((one) => !one.met)
		.map((one) => {
			const when = one.daysUntilMet === null ? '' : `, in about ${format(one.daysUntilMet)} days at this pace`;
			return `${format(one.have)} of ${format(one.need)} ${words[one.what]}${when}`;
		});
	return `Below what is recommended: ${missing.join('; ')}`;
}
