const locale = 'en-US';
const missing = '–';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const threeDigits = new Intl.NumberFormat(locale, {
	minimumFractionDigits: 3,
	maximumFractionDigits: 3,
});
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
const percentWhole = new Intl.NumberFormat(locale, { style: 'percent' });
const percentFine = new Intl.NumberFormat(locale, {
	style: 'percent',
	minimumFractionDigits: 1,
	maximumFractionDigits: 1,
});
const percentTiny = new Intl.NumberFormat(locale, {
	style: 'percent',
	maximumSignificantDigits: 2,
});
const dateTime = new Intl.DateTimeFormat(locale, {
	dateStyle: 'long',
	timeStyle: 'short',
	hour12: false,
	timeZone: 'UTC',
});

/** "1,234,567" */
export function formatCount(count: number): string {
	return Number.isFinite(count) ? withoutMinusZero(whole.format(count)) : missing;
}

/** "1 customer", "1,234 customers" */
export function formatQuantity(count: number, noun: string): string {
	return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number of any size with the digits that matter: "12,345", "12.3", "0.45", "0.0012". */
export function formatNumber(value: number): string {
	if (!Number.isFinite(value)) return missing;
	const size = Math.abs(value);
	if (size >= 100) return whole.format(value);
	if (size >= 10) return oneDigit.format(value);
	if (size >= 0.1 || size === 0) return withoutMinusZero(twoDigits.format(value));
	return significant.format(value);
}

/** A score such as the AUC, always three decimals: "0.812". */
export function formatScore(value: number): string {
	return Number.isFinite(value) ? threeDigits.format(value) : missing;
}

/** Share as "16.1%", below one in a thousand as "0.03%"; never a false zero and never a false 100%. */
export function formatPercent(share: number): string {
	if (!Number.isFinite(share)) return missing;
	const size = Math.abs(share);
	const text = size === 0 || size === 1 ? percentWhole.format(size) : percentBetween(size);
	return share < 0 ? `-${text}` : text;
}

function percentBetween(size: number): string {
	if (size < 0.00001) return '<0.001%';
	if (size < 0.001) return percentTiny.format(size);
	return size < 1 && size >= 0.9995 ? '>99.9%' : percentFine.format(size);
}

/** Share without decimals: "16%"; next to 0 and 1 with them. */
export function formatPercentRounded(share: number): string {
	if (!Number.isFinite(share)) return missing;
	const size = Math.abs(share);
	const nearlyWhole = size >= 0.995 && size < 1;
	return size < 0.01 || nearlyWhole ? formatPercent(share) : percentWhole.format(share);
}

/** "12 days", "1 day", "3.5 days". */
export function formatDays(days: number): string {
	if (!Number.isFinite(days)) return missing;
	const text = formatNumber(Math.abs(days) < 10 ? Math.round(days * 10) / 10 : Math.round(days));
	return `${text} ${text === '1' ? 'day' : 'days'}`;
}

/** Integer cents as "$1,234" from 100 units up, "$12.50" below. `currency` is an ISO 4217 code, or absent. */
export function formatMoney(cents: number, currency?: string): string {
	if (!Number.isFinite(cents)) return missing;
	const digits = Math.abs(cents) >= 10_000 || cents === 0 ? 0 : 2;
	const amount = withoutMinusZero(moneyFormat(currency, digits).format(cents / 100));
	return currency === undefined || isCurrency(currency) ? amount : `${amount} ${currency}`;
}

/** A feature's value in its unit: "12 days", "$48.20", "31%", "2.4". */
export function formatFeature(value: number, unit: string, currency?: string): string {
	switch (unit) {
		case 'days':
			return formatDays(value);
		case 'cents':
			return formatMoney(value, currency);
		case 'share':
			return formatPercent(value);
		default:
			return formatNumber(value);
	}
}

/** "October 1, 2025 at 14:05 UTC" */
export function formatInstant(milliseconds: number): string {
	return Number.isFinite(milliseconds) ? `${dateTime.format(milliseconds)} UTC` : missing;
}

/** "0.4 s", "12 s", "3 min 20 s" */
export function formatSeconds(seconds: number): string {
	if (!Number.isFinite(seconds)) return missing;
	if (seconds < 10) return `${oneDigit.format(seconds)} s`;
	if (seconds < 60) return `${whole.format(seconds)} s`;
	const rounded = Math.round(seconds);
	return `${whole.format(Math.floor(rounded / 60))} min ${rounded % 60} s`;
}

/** "an order" → "An order" */
export function capitalize(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function moneyFormat(currency: string | undefined, digits: number): Intl.NumberFormat {
	const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
	return currency !== undefined && isCurrency(currency)
		? new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction })
		: new Intl.NumberFormat(locale, fraction);
}

function isCurrency(code: string): boolean {
	return /^[A-Za-z]{3}$/.test(code);
}

function withoutMinusZero(text: string): string {
	return /^-[^1-9]*$/.test(text) ? text.replace('-', '') : text;
}
