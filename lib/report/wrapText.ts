/** Where text must fit, in pixels; `width` measures one line. */
export interface TextBox {
	readonly widthMax: number;
	readonly linesMax: number;
	readonly width: (line: string) => number;
}

/**
 * Breaks text at spaces into at most `linesMax` lines of at most `widthMax`; what does not fit ends in "…".
 * A single word that is too wide is broken inside. Empty text is one empty line.
 */
export function wrapText(text: string, box: TextBox): string[] {
	const words = text.split(/\s+/).filter((word) => word !== '');
	const lines: string[] = [];
	let line = '';
	for (const word of words) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (box.width(longer) <= box.widthMax) {
			line = longer;
			continue;
		}
		if (line !== '') lines.push(line);
		const pieces = breakWord(word, box);
		lines.push(...pieces.slice(0, -1));
		line = pieces[pieces.length - 1];
	}
	if (line !== '' || lines.length === 0) lines.push(line);
	if (lines.length <= box.linesMax) return lines;
	const kept = lines.slice(0, box.linesMax);
	kept[kept.length - 1] = shorten(lines.slice(box.linesMax - 1).join(' '), box);
	return kept;
}

const narrowestLine = 0.72;

/** The same number of lines, none much wider than needed, so that no single word is left on the last one. */
export function balanceText(text: string, box: TextBox): string[] {
	const lines = wrapText(text, box);
	let narrow = box.widthMax * narrowestLine;
	let wide = box.widthMax;
	while (wide - narrow > 1) {
		const middle = (narrow + wide) / 2;
		const tried = wrapText(text, { ...box, widthMax: middle, linesMax: lines.length + 1 });
		if (tried.length > lines.length) narrow = middle;
		else wide = middle;
	}
	return wrapText(text, { ...box, widthMax: wide });
}

function breakWord(word: string, box: TextBox): string[] {
	const pieces: string[] = [];
	let piece = '';
	for (const character of word) {
		if (piece !== '' && box.width(piece + character) > box.widthMax) {
			pieces.push(piece);
			piece = '';
		}
		piece += character;
	}
	pieces.push(piece);
	return pieces;
}

function shorten(text: string, box: TextBox): string {
	const characters = [...text];
	while (characters.length > 0 && box.width(`${characters.join('')}…`) > box.widthMax) {
		characters.pop();
	}
	return `${characters.join('').trimEnd()}…`;
}
