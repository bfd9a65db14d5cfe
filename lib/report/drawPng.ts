import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { fontFamily, fontOf } from './fonts';

const scale = 2;
let ready: Promise<typeof import('@resvg/resvg-wasm')> | undefined;

/**
 * PNG of an SVG at twice its size, through resvg in WebAssembly: the same bytes on every machine, because the only
 * fonts are the shipped ones. About 50 ms of CPU: run it in a worker.
 */
export async function drawPng(svg: string): Promise<Uint8Array> {
	ready ??= openRenderer();
	const { Resvg } = await ready;
	const renderer = new Resvg(withoutEmoji(svg), {
		fitTo: { mode: 'zoom', value: scale },
		font: {
			fontBuffers: [fontOf('regular').file, fontOf('semibold').file],
			defaultFontFamily: fontFamily,
			sansSerifFamily: fontFamily,
		},
	});
	const image = renderer.render();
	try {
		return image.asPng();
	} finally {
		image.free();
		renderer.free();
	}
}

/** The font has none, and an empty box says less than nothing. */
function withoutEmoji(svg: string): string {
	return svg.replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, (character) =>
		fontOf('regular').metrics.has(character.codePointAt(0) ?? 0) ? character : '',
	);
}

/** The module can be started only once per thread. */
async function openRenderer(): Promise<typeof import('@resvg/resvg-wasm')> {
	const renderer = await import('@resvg/resvg-wasm');
	const file = createRequire(__filename).resolve('@resvg/resvg-wasm/index_bg.wasm');
	await renderer.initWasm(readFileSync(file));
	return renderer;
}
