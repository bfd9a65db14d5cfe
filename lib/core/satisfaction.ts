import { numberOf, textOf, type JsonObject } from './parse';

/** A customer's word on the help they got, under one name whichever support desk asked. */
export const satisfactionEvent = 'Satisfaction Rated';

/** Scales begin at 1 and end here, where a desk counts in numbers (Intercom's faces, Zendesk's surveys). */
const STEPS_MAX = 5;

/**
 * `rating` as the desk says it, `satisfaction` from 0 to 1 to compare desks by: bad is 0 and good is 1, of five steps each
 * is a quarter. A word in another language keeps its rating and has no satisfaction. Undefined where nobody rated yet.
 */
export function describeSatisfaction(rating: unknown, comment: string | undefined): JsonObject | undefined {
	const text = textOf(rating);
	if (text === undefined || /^(?:un)?offered$/i.test(text)) return undefined;
	const satisfaction = satisfactionOf(text);
	return {
		rating: typeof rating === 'number' ? rating : text,
		...(satisfaction === undefined ? {} : { satisfaction }),
		...(comment === undefined ? {} : { comment }),
	};
}

function satisfactionOf(text: string): number | undefined {
	if (/^good\b/i.test(text)) return 1;
	if (/^bad\b/i.test(text)) return 0;
	const steps = numberOf(text) ?? Number.NaN;
	return steps >= 1 && steps <= STEPS_MAX ? (steps - 1) / (STEPS_MAX - 1) : undefined;
}
