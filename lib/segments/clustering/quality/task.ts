import type { ChoiceData } from '../types';
import { drawChoiceData } from './drawChoiceData';
import type { DrawInput } from './tasks';

// What runs in worker threads; `tasks.ts` names these functions for the pool.

export function draw({ matrix, options }: DrawInput): ChoiceData {
	return drawChoiceData(matrix, options);
}
