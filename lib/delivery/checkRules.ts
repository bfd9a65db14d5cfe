import { InvalidInput } from '../core/errors';
import { unknownConsentChoices } from '../privacy/types';
import { checkQuietHours } from './quietHours';
import type { DeliveryRules } from './types';

/** Throws InvalidInput that names the rule that means nothing; a broken rule stops everything. */
export function checkRules({ unknownConsent, frequencyCap, quietHours }: DeliveryRules): void {
	if (!unknownConsentChoices.includes(unknownConsent)) {
		throw new InvalidInput(
			`unknownConsent is "${String(unknownConsent)}": expected ${unknownConsentChoices.join(' or ')}`,
		);
	}
	if (frequencyCap !== undefined) checkCap(frequencyCap);
	if (quietHours !== undefined) checkQuietHours(quietHours);
}

function checkCap({ messages, days }: { readonly messages: number; readonly days: number }): void {
	if (!Number.isInteger(messages) || messages < 1) {
		throw new InvalidInput(`frequencyCap.messages is ${messages}: expected a whole number from 1`);
	}
	if (!(days > 0 && days <= 3650)) {
		throw new InvalidInput(`frequencyCap.days is ${days}: expected days above 0, up to 3650`);
	}
}
