/** Formatters are slow to make and few: one for each set of options. */
const formatters = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
	const key = JSON.stringify(options);
	const formatter = formatters.get(key) ?? new Intl.NumberFormat('en-US', options);
	formatters.set(key, formatter);
	return formatter.format(value);
}

/** A number for people: thousands separated, about three digits that matter. */
export function formatNumber(value: number): string {
	const size = Math.abs(value);
	const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 2;
	return format(value, { maximumFractionDigits: digits });
}

/** 0.1234 as "12 %". */
export function formatShare(share: number): string {
	const percent = share * 100;
	const digits = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0;
	return `${format(percent, { maximumFractionDigits: digits })} %`;
}

/** Cents as "84.20", or "€84.20" when the currency (ISO 4217) is known. */
export function formatCents(cents: number, currency?: string): string {
	const amount = cents / 100;
	if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) {
		return format(amount, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	}
	return format(amount, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
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
