/** A line of progress, apart from the result on the standard output. */
export function say(sentence: string): void {
	process.stderr.write(`▸ ${sentence}\n`);
}

export function seconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}
