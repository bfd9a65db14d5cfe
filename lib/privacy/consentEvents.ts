import type { Purpose } from './types';

/** Track event by which a customer agrees; `properties.purpose` says to what, and without it says nothing. */
export const consentGivenEvent = 'Consent Given';

/** Track event by which a customer withdraws; without `properties.purpose` it withdraws every purpose. */
export const consentWithdrawnEvent = 'Consent Withdrawn';

/** Events of e-mail services that are an objection to marketing (GDPR Art. 21): names of Segment's e-mail spec. */
export const objectionEvents: readonly string[] = ['Unsubscribed', 'Email Marked as Spam'];

/** Trait of an identify event that states a consent; only a clear yes grants. */
export const consentTraits: Readonly<Record<Purpose, string>> = {
	marketing: 'marketingConsent',
	profiling: 'profilingConsent',
};

/** Texts of a trait that grant; every other text that is not empty withdraws. */
export const yesTexts: readonly string[] = ['true', '1', 'yes', 'granted'];
