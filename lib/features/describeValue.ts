import type { FeatureUnit } from './types';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A feature's value for people: "1,204.50", "37 %", "12 days", "3"; "none" for an absent one. */
export function describeValue(value: number | null | undefined, unit: FeatureUnit): string {
	if (value === null || value === undefined || Number.isNaN(value)) return 'none';
	switch (unit) {
		case 'cents':
			return (value / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
		case 'share':
			return `${whole.format(value * 100)} %`;
		case 'days':
			return `${whole.format(value)} days`;
		default:
			return Math.abs(value) >= 10 ? whole.format(value) : fine.format(value);
	}
}
