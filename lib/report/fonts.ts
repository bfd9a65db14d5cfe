import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readFontMetrics, type FontMetrics } from './fontMetrics';

export type FontWeight = 'regular' | 'semibold';

/** A font of the package: its file for drawing and its metrics for layout. */
export interface Font {
	readonly file: Uint8Array;
	readonly metrics: FontMetrics;
}

const fileNames: Readonly<Record<FontWeight, string>> = {
	regular: 'Inter-Regular.ttf',
	semibold: 'Inter-SemiBold.ttf',
};
const loaded = new Map<FontWeight, Font>();

/** Family name inside the files; Inter by The Inter Project Authors, SIL Open Font License 1.1 (fonts/OFL.txt). */
export const fontFamily = 'Inter';

/** Inter as shipped beside this file, because n8n's container has no fonts. Read once per thread. */
export function fontOf(weight: FontWeight): Font {
	const known = loaded.get(weight);
	if (known !== undefined) return known;
	const file = new Uint8Array(readFileSync(join(__dirname, 'fonts', fileNames[weight])));
	const font = { file, metrics: readFontMetrics(file) };
	loaded.set(weight, font);
	return font;
}
