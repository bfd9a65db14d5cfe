import type { Random } from '../../lib/core/random';
import type { Weights } from './plantedTypes';

interface CompiledWeights {
	readonly keys: readonly string[];
	readonly cumulative: readonly number[];
	readonly total: number;
}

const compiled = new WeakMap<object, CompiledWeights>();

function compile(weights: Weights): CompiledWeights {
	const known = compiled.get(weights);
	if (known !== undefined) return known;
	let total = 0;
	const cumulative = Object.values(weights).map((weight) => (total += weight ?? 0));
	const made = { keys: Object.keys(weights), cumulative, total };
	compiled.set(weights, made);
	return made;
}

/** A key drawn in proportion to its weight. */
export function pickWeighted<Key extends string>(random: Random, weights: Weights<Key>): Key {
	const { keys, cumulative, total } = compile(weights);
	const target = random.next() * total;
	let index = 0;
	while (index < keys.length - 1 && cumulative[index] <= target) index += 1;
	return keys[index] as Key;
}

/** Like `pickWeighted`, with every weight multiplied by the taste for its key (1 when absent). */
export function pickByTaste<Key extends string>(
	random: Random,
	weights: Weights<Key>,
	taste: Weights<Key>,
): Key {
	const { keys, cumulative } = compile(weights);
	let total = 0;
	const reached = keys.map((key, index) => {
		const weight = cumulative[index] - (index === 0 ? 0 : cumulative[index - 1]);
		return (total += weight * (taste[key as Key] ?? 1));
	});
	const target = random.next() * total;
	let index = 0;
	while (index < keys.length - 1 && reached[index] <= target) index += 1;
	return keys[index] as Key;
}

export function pickOne<Value>(random: Random, values: readonly Value[]): Value {
	return values[random.integer(values.length)];
}

export function chance(random: Random, probability: number): boolean {
	return random.next() < probability;
}

/** Uniform in [from, to). */
export function between(random: Random, from: number, to: number): number {
	return from + (to - from) * random.next();
}

export function exponential(random: Random, mean: number): number {
	return -Math.log(1 - random.next()) * mean;
}

/** exp of a normal with mean 0: a multiplier whose median is 1. */
export function logNormal(random: Random, deviation: number): number {
	return Math.exp(deviation * random.normal());
}

/** Poisson count by Knuth's product of uniforms; for means below about 30. */
export function poisson(random: Random, mean: number): number {
	const limit = Math.exp(-mean);
	let product = random.next();
	let count = 0;
	while (product > limit) {
		product *= random.next();
		count += 1;
	}
	return count;
}

/** Gamma draw with mean 1 (Marsaglia & Tsang 2000; boosted below shape 1). */
export function gammaMeanOne(random: Random, shape: number): number {
	const boosted = shape < 1 ? shape + 1 : shape;
	const d = boosted - 1 / 3;
	const c = 1 / Math.sqrt(9 * d);
	for (;;) {
		const x = random.normal();
		const v = (1 + c * x) ** 3;
		if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
			const value = shape < 1 ? d * v * (1 - random.next()) ** (1 / shape) : d * v;
			return value / shape;
		}
	}
}

/** A whole number with the given mean: its floor, or one more with the chance of the rest. */
export function wholeNear(random: Random, mean: number): number {
	const floor = Math.floor(mean);
	return floor + (random.next() < mean - floor ? 1 : 0);
}

export function sigmoid(value: number): number {
	return 1 / (1 + Math.exp(-value));
}
