import { satisfactionEvent } from '../core/satisfaction';
import { vocabulary } from './vocabulary';

const { names } = vocabulary;

/** Where customers write, by the names of the events. */
export const textSources = {
	tickets: [...names.ticket, satisfactionEvent],
	reviews: [...names.review, ...names.survey],
	searches: names.search,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TextSource = keyof typeof textSources;
