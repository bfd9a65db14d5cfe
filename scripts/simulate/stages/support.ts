import { between, chance, pickOne, pickWeighted, poisson } from '../draw';
import { noteTone } from '../drivers';
import { features, integrations, products } from '../shop';
import { fillText, ticketTexts, type TicketTopic, type Tone } from '../supportTexts';
import type { Life } from '../lifeTypes';
import { activity, atPreferredHour, days, emit, isBusy } from './emit';

const SURVEY_EVERY_DAYS = 75;
const SURVEY_ANSWER_RATE = 0.6;

/** Tickets of the week in the customer's own tone, their solutions, and an answered survey when it is due. */
export function supportWeek(life: Life): void {
	const { support } = life.random;
	const { behaviour, person } = life;
	const rate = behaviour.ticketsPerWeek * person.factors.tickets * activity(life, life.weekStartsAt);
	for (let count = poisson(support, rate); count > 0; count -= 1) {
		const at = atPreferredHour(life, life.weekStartsAt + between(support, 0, days(6)));
		if (isBusy(life, at)) continue;
		openTicket(life, at, pickTone(life));
		emit(life, at + days(between(support, 0.1, 3)), { name: 'Ticket Resolved', channel: 'support' });
	}
	answerSurvey(life);
}

/** A ticket whose tone only its text tells. */
export function openTicket(life: Life, at: number, tone: Tone): void {
	const { support } = life.random;
	const topic = pickWeighted(support, life.behaviour.ticketTopics) as TicketTopic;
	const text = fillText(pickOne(support, ticketTexts[topic][tone]), {
		feature: pickOne(support, features),
		product: pickOne(support, products).name,
		integration: pickOne(support, integrations),
	});
	emit(life, at, { name: 'Ticket Created', channel: 'support', properties: { topic, text } });
	noteTone(life, tone);
}

function pickTone(life: Life): Tone {
	const { support } = life.random;
	const unhappy = life.behaviour.negativeShare - 0.15 * life.person.satisfaction;
	if (chance(support, Math.max(0.03, Math.min(0.97, unhappy)))) return 'negative';
	return chance(support, 0.7) ? 'neutral' : 'positive';
}

function answerSurvey(life: Life): void {
	if (life.nextSurveyAt >= life.weekStartsAt + days(7)) return;
	const { support } = life.random;
	const at = atPreferredHour(life, life.nextSurveyAt);
	life.nextSurveyAt += days(SURVEY_EVERY_DAYS);
	const answers = chance(support, SURVEY_ANSWER_RATE * activity(life, at));
	const opinion = life.behaviour.recommendMean + 1.6 * life.person.satisfaction + 0.8 * support.normal();
	if (!answers || isBusy(life, at)) return;
	const score = Math.max(0, Math.min(10, Math.round(opinion)));
	emit(life, at, { name: 'NPS Answered', channel: 'in-app', properties: { score } });
}
