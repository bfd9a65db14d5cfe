import type { Gate, RequestBudget } from '../../lib';

/** The part of the gate that belongs to one sender: how long it has to wait before its next request is let in. */
export function admittance(budget: RequestBudget | undefined, sender: string): Pick<Gate, 'waitSeconds'> {
	return budget === undefined ? {} : { waitSeconds: (now) => budget.take(sender, now) };
}
