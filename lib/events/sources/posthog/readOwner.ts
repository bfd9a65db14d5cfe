import { textOf } from '../../../core/parse';
import type { Call } from './toSent';

export interface Owner {
	readonly userId?: string;
	readonly anonymousId?: string;
	/** The id that became `userId`. */
	readonly previousId?: string;
	/** Overrules the event's kind: joining a visitor to a person is an identify. */
	readonly type?: 'identify';
}

/**
 * Whose event it is. PostHog has one `distinct_id` for visitors and customers; whether somebody has said who it is
 * stands beside it. The device id is not used to join people: two customers may share a device.
 */
export function readOwner(call: Call): Owner {
	const { name, distinctId, properties } = call;
	const anonymous = isAnonymous(call);
	if (name === '$create_alias' || name === '$merge_dangerously') {
		return joined({ id: distinctId, alias: textOf(properties.alias), anonymous });
	}
	if (name === '$identify') return { userId: distinctId, anonymousId: textOf(properties.$anon_distinct_id) };
	return anonymous ? { anonymousId: distinctId } : { userId: distinctId };
}

function isAnonymous({ name, distinctId, properties }: Call): boolean {
	if (properties.$is_identified === true) return false;
	return (
		properties.$is_identified === false ||
		properties.$process_person_profile === false ||
		properties.process_person_profile === false ||
		(distinctId !== undefined && distinctId === properties.$device_id) ||
		// Servers describe a group in the name of nobody.
		(name === '$groupidentify' && distinctId === `$${textOf(properties.$group_type)}_${textOf(properties.$group_key)}`)
	);
}

/** PostHog merges the alias into the distinct id; a visitor's id is joined to the customer it was given instead. */
function joined({ id, alias, anonymous }: { id?: string; alias?: string; anonymous: boolean }): Owner {
	return anonymous ? { type: 'identify', userId: alias, anonymousId: id } : { userId: id, previousId: alias };
}
