/** Standard normal quantile of 0.975. */
const Z = 1.959963984540054;

/** 95 % interval of a share, of `hits` among `trials` (Wilson 1927); the whole range when nothing was tried. */
export function wilsonInterval(hits: number, trials: number): { readonly low: number; readonly high: number } {
	if (trials === 0) return { low: 0, high: 1 };
	const share = hits / trials;
	const spread = Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials));
	const scale = 1 + (Z * Z) / trials;
	const middle = share + (Z * Z) / (2 * trials);
	return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}
