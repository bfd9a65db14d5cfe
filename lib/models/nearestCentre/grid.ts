/**
 * Squared distances are compared on a grid of 2^-30: engines and JavaScript may differ in the last bit of a
 * logarithm, and a customer exactly between two centres must fall to the same side in both. Scaling by a
 * power of two is exact, so rounding to the grid is too.
 */
export const GRID = 2 ** 30;
