import type { CustomerEvent } from '../../events/types';
import { keptNames } from './keptNames';
import { screenId, screenText } from './screenText';
import type { DroppedKind, ScreenPolicy } from './types';

export interface ScreenedEvent {
	readonly event: CustomerEvent;
	/** What was taken from it. */
	readonly dropped: readonly DroppedKind[];
}

/** An event as it may be stored. Screening it again changes nothing. */
export function screenEvent(policy: ScreenPolicy, event: CustomerEvent): ScreenedEvent {
	const kept = keepListed(policy.keep, event);
	const text = JSON.stringify(kept);
	const screened = screenText(text, policy);
	const customerId = screenId(event.customerId, policy.pseudonymKey);
	const anonymousId = screenId(event.anonymousId, policy.pseudonymKey);
	const dropped = new Set<DroppedKind>(screened.dropped);
	if (kept !== event.properties) dropped.add('properties');
	if (customerId !== event.customerId || anonymousId !== event.anonymousId) dropped.add('personal');
	const properties = screened.text === text ? kept : parseScreened(screened.text);
	return { event: { ...event, customerId, anonymousId, properties }, dropped: [...dropped] };
}

/** Should what is left be no JSON (digits of a card inside a longer number), nothing of it is kept. */
function parseScreened(text: string): CustomerEvent['properties'] {
	try {
		return JSON.parse(text) as CustomerEvent['properties'];
	} catch {
		return {};
	}
}

/** The same object when nothing is left out. An absent value and null are the same. */
function keepListed(keep: ScreenPolicy['keep'], event: CustomerEvent): CustomerEvent['properties'] {
	if (keep === 'all') return event.properties;
	const names = keptNames(keep, event);
	const entries = Object.entries(event.properties);
	const kept = entries.filter(([name, value]) => names.includes(name) && value !== null && value !== undefined);
	return kept.length === entries.length ? event.properties : Object.fromEntries(kept);
}
