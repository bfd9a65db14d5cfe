/** What a customer can agree to, each on its own (GDPR Art. 6, 7 and 21). */
export const purposes = ['marketing', 'profiling'] as const;
export type Purpose = (typeof purposes)[number];

/** What is known of one customer and one purpose; `unknown` is never read as a yes by itself. */
export const consentStates = ['granted', 'withdrawn', 'unknown'] as const;
export type ConsentState = (typeof consentStates)[number];

/** What the owner chose to do with customers who were never asked. */
export const unknownConsentChoices = ['withhold', 'send'] as const;
export type UnknownConsent = (typeof unknownConsentChoices)[number];

/** The four places where consent is asked, at the moment of use. */
export const gateNames = ['train', 'score', 'generate', 'send'] as const;
export type GateName = (typeof gateNames)[number];

/** One answer of a gate: pass, or the reason why not, for people. */
export type GateVerdict =
	| { readonly pass: true }
	| { readonly pass: false; readonly reason: string };
