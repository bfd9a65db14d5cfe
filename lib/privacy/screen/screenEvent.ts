import type { CustomerEvent } from '../../events/types';
import { keptNames } from './keptNames';
import { screenId, screenText } from './screenText';
import { PROPERTY_BYTES_MAX, type DroppedKind, type ScreenPolicy } from './types';

export interface ScreenedEvent {
	readonly event: CustomerEvent;
	/** What was taken from it. */
	readonly dropped: readonly DroppedKind[];
}

/** An event as it may be stored. Screening it again changes nothing. */
export function screenEvent(policy: ScreenPolicy, event: CustomerEvent): ScreenedEvent {
	const kept = keepListed(policy.keep, event);
	const { properties, dropped } = screenProperties(policy, kept);
	const customerId = screenId(event.customerId, policy.pseudonymKey);
	const anonymousId = screenId(event.anonymousId, policy.pseudonymKey);
	const kinds = new Set<DroppedKind>(dropped);
	if (kept !== event.properties) kinds.add('properties');
	if (customerId !== event.customerId || anonymousId !== event.anonymousId) kinds.add('personal');
	return { event: { ...event, customerId, anonymousId, properties }, dropped: [...kinds] };
}

type Properties = CustomerEvent['properties'];

/** The same object when nothing is taken. */
function screenProperties(
	policy: ScreenPolicy,
	kept: Properties,
): { readonly properties: Properties; readonly dropped: readonly DroppedKind[] } {
	const text = JSON.stringify(kept);
	if (Buffer.byteLength(text) > PROPERTY_BYTES_MAX) return { properties: {}, dropped: ['oversized'] };
	const screened = screenText(text, policy);
	const properties = screened.text === text ? kept : parseScreened(screened.text);
	return { properties, dropped: screened.dropped };
}

/** Should what is left be no JSON (digits of a card inside a longer number), nothing of it is kept. */
function parseScreened(text: string): Properties {
	try {
		return JSON.parse(text) as Properties;
	} catch {
		return {};
	}
}

/** The same object when nothing is left out. An absent value and null are the same. */
function keepListed(keep: ScreenPolicy['keep'], event: CustomerEvent): Properties {
	if (keep === 'all') return event.properties;
	const names = keptNames(keep, event);
	const entries = Object.entries(event.properties);
	const kept = entries.filter(([name, value]) => names.includes(name) && value !== null && value !== undefined);
	return kept.length === entries.length ? event.properties : Object.fromEntries(kept);
}
