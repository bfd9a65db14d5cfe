/** Number words that state an amount; "one" is left out, because it rarely does ("one of them"). */
export const numberWords: Readonly<Record<string, number>> = {
	two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
	thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20,
	thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
	dozen: 12, dozens: 12, hundred: 100, hundreds: 100, thousand: 1000, thousands: 1000, million: 1e6, millions: 1e6,
};

/** A number as people write it: "1,234.50", "1.234,50", "1 234". */
export const NUMBER = '\\d+(?:[.,\\u00a0\\u202f ]\\d{3})*(?:[.,]\\d+)?';

/**
 * What a written number may mean: "1,234" is 1234 to some and 1.234 to others, and both readings count.
 */
export function readings(written: string): number[] {
	const text = written.replace(/[\u00a0\u202f ]/g, '');
	const decimalPoint = Number(text.replace(/,/g, ''));
	const decimalComma = Number(text.replace(/\./g, '').replace(',', '.'));
	return [decimalPoint, decimalComma].filter(Number.isFinite);
}

/** Whether any reading is one of the numbers, to the cent. */
export function isAmong(written: string, numbers: Iterable<number>): boolean {
	const read = readings(written);
	for (const number of numbers) if (read.some((value) => Math.abs(value - number) < 0.005)) return true;
	return false;
}
