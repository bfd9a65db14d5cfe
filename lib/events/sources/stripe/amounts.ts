import { numberOf, textOf } from '../../../core/parse';

/** Currencies without a minor unit at Stripe, and those with three digits of it (docs.stripe.com/currencies). */
const withoutMinorUnit: readonly string[] = [
	'BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF',
];
const withThreeDigits: readonly string[] = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

/** An amount in the currency's smallest unit as units of the currency: 1999 usd is 19.99, 500 jpy is 500. */
export function unitsOf(amount: unknown, currency: unknown): number | undefined {
	const smallest = numberOf(amount);
	if (smallest === undefined) return undefined;
	const code = (textOf(currency) ?? '').toUpperCase();
	if (withoutMinorUnit.includes(code)) return smallest;
	return withThreeDigits.includes(code) ? smallest / 1000 : smallest / 100;
}
