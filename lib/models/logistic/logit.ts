/** Log-odds beyond ±30 are cut: no probability is ever exactly 0 or 1, and no exponential overflows. */
export const LOGIT_MAX = 30;
