import type { LogisticModel } from '../models/types';
import type { Design, Driver, LabelledRows, NamedFeature } from './types';

export interface DriverRequest {
	readonly model: Pick<LogisticModel, 'preparation' | 'weights'>;
	readonly design: Design;
	readonly features: readonly NamedFeature[];
	readonly values: LabelledRows['values'];
}

/**
 * What moves the score, strongest first: each feature's share of the variance of the log-odds (the covariance
 * of its part with the whole; Pratt 1987), its columns taken together. Shares sum to 1; features without
 * any part are left out.
 */
export function explainDrivers({ model, design, features, values }: DriverRequest): Driver[] {
	const parts = features.map(({ name }) => partOf(name, model, design));
	const whole = new Float64Array(design.rows);
	for (const part of parts) part.forEach((value, row) => (whole[row] += value));
	const variance = covariance(whole, whole);
	if (!(variance > 0)) return [];
	return features
		.map((feature, index) => {
			const share = covariance(parts[index], whole) / variance;
			const direction = covariance(values[index], parts[index]) < 0 ? 'less' : 'more';
			return { name: feature.name, share, direction, sentence: sentenceOf(feature, direction) } as const;
		})
		.filter(({ share }) => share !== 0)
		.sort((left, right) => right.share - left.share || (left.name < right.name ? -1 : 1));
}

/** Sum of weight · prepared over a feature's columns, a row. */
function partOf(name: string, model: DriverRequest['model'], design: Design): Float64Array {
	const own = model.preparation.columns.flatMap((column, index) => (column.name === name ? [index] : []));
	const part = new Float64Array(design.rows);
	for (let row = 0; row < design.rows; row += 1) {
		for (const column of own) {
			part[row] += model.weights[column] * design.values[row * design.columns + column];
		}
	}
	return part;
}

/** Over the rows where both are known. */
function covariance(left: Float64Array, right: Float64Array): number {
	let [count, meanLeft, meanRight, together] = [0, 0, 0, 0];
	for (let row = 0; row < left.length; row += 1) {
		if (Number.isNaN(left[row]) || Number.isNaN(right[row])) continue;
		count += 1;
		const distance = left[row] - meanLeft;
		meanLeft += distance / count;
		meanRight += (right[row] - meanRight) / count;
		together += distance * (right[row] - meanRight);
	}
	return count === 0 ? 0 : together / count;
}

function sentenceOf({ label }: NamedFeature, direction: Driver['direction']): string {
	return `${label}: the higher, the ${direction === 'more' ? 'likelier' : 'less likely'}`;
}
