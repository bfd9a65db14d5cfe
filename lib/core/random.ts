import { hash32 } from './hash';

/** Seeded source of randomness: same seed, same draws, on every machine. */
export interface Random {
	/** Uniform in [0, 1). */
	next(): number;
	/** Uniform integer in [0, limit). */
	integer(limit: number): number;
	/** Standard normal draw (Marsaglia polar method). */
	normal(): number;
	/** An independent stream named by a label: adding draws to one never moves another. */
	fork(label: string): Random;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by four hashes of the seed; 2^128 period class, passes PractRand. */
export function seededRandom(seed: number | string): Random {
	const next = sfc32(String(seed));
	let spare: number | undefined;
	const normal = (): number => {
		if (spare !== undefined) {
			const value = spare;
			spare = undefined;
			return value;
		}
		let x = 0;
		let y = 0;
		let square = 0;
		do {
			x = next() * 2 - 1;
			y = next() * 2 - 1;
			square = x * x + y * y;
		} while (square >= 1 || square === 0);
		const scale = Math.sqrt((-2 * Math.log(square)) / square);
		spare = y * scale;
		return x * scale;
	};
	return {
		next,
		normal,
		integer: (limit) => Math.floor(next() * limit),
		fork: (label) => seededRandom(`${seed}/${label}`),
	};
}

function sfc32(seed: string): () => number {
	let a = hash32(`a${seed}`);
	let b = hash32(`b${seed}`);
	let c = hash32(`c${seed}`);
	let counter = 1;
	const next = (): number => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		c |= 0;
		return (sum >>> 0) / 4294967296;
	};
	for (let warmUp = 0; warmUp < 15; warmUp += 1) next();
	return next;
}
