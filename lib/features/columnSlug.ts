import { hashText } from '../core/hash';

/** Letters of a name inside a column's name; 63 bytes are what every engine keeps. */
const SLUG_LENGTH_MAX = 36;

/** "Order Completed" → "orderCompleted", "NPS Answered" → "npsAnswered"; empty for a name without latin letters and digits. */
export function slugOf(name: string): string {
	const words = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.split(/[^A-Za-z0-9]+/)
		.filter((word) => word !== '');
	return words.map((word, index) => (index === 0 ? startSmall(word) : startLarge(word))).join('');
}

/** The slug where it says enough by itself, else the one with a hash. */
export function slugWithin(name: string): string {
	const slug = slugOf(name);
	return slug !== '' && slug.length <= SLUG_LENGTH_MAX ? slug : hashedSlug(name);
}

/** A slug that no other name has. */
export function hashedSlug(name: string): string {
	return `${slugOf(name).slice(0, SLUG_LENGTH_MAX)}_${hashText(name, 4)}`;
}

function startSmall(word: string): string {
	return /[a-z]/.test(word) ? word[0].toLowerCase() + word.slice(1) : word.toLowerCase();
}

function startLarge(word: string): string {
	return word[0].toUpperCase() + word.slice(1);
}
