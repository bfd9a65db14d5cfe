/** An amount in its own unit as cents, without what the binary form of a decimal adds: 19.99 is 1999. */
export function centsOf(amount: number): number {
	return Math.round(amount * 1e6) / 1e4;
}
