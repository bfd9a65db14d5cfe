/** A number for people: thousands separated, about three digits that matter. */
export function formatNumber(value: number): string {
	const size = Math.abs(value);
	const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 2;
	return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

/** 0.1234 as "12 %". */
export function formatShare(share: number): string {
	const percent = share * 100;
	const digits = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0;
	return `${percent.toLocaleString('en-US', { maximumFractionDigits: digits })} %`;
}

/** Cents as "84.20", or "€84.20" when the currency (ISO 4217) is known. */
export function formatCents(cents: number, currency?: string): string {
	const amount = cents / 100;
	if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) {
		return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	}
	return amount.toLocaleString('en-US', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
}

/** A value of a feature in its unit. */
export function formatValue(value: number, unit: string, currency?: string): string {
	switch (unit) {
		case 'cents':
			return formatCents(value, currency);
		case 'share':
			return formatShare(value);
		default:
			return formatNumber(value);
	}
}
