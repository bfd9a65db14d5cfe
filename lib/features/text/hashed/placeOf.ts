import { hash32 } from '../../../core/hash';
import { plainWord } from '../taxonomy/nameTopic';
import { wordsOf } from '../words';
import { PLACES } from './types';

/** Words without their endings, so that "returns" and "returned" are one. */
export function wordsToHash(text: string): string[] {
	return wordsOf(text).map(plainWord);
}

export function placeOf(word: string): number {
	return mix(hash32(word)) % PLACES;
}

/** Finalizer of MurmurHash3 (Appleby): FNV's low bits alone follow the last letters of a word. */
export function mix(hash: number): number {
	let bits = hash;
	bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
	bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
	return (bits ^ (bits >>> 16)) >>> 0;
}
