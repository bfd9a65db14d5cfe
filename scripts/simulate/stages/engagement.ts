import { between, chance, exponential, pickOne, sigmoid } from '../draw';
import { campaigns, offerDiscounts, subjectStyles } from '../shop';
import type { Life } from '../lifeTypes';
import { activity, days, emit, isBusy, MINUTE } from './emit';
import { openVisit, runVisit } from './visits';

const LETTERS_PER_WEEK = 0.06;
const PUSHES_PER_WEEK = 0.08;
const OPEN_DELAY_MAX = 20 * 60 * MINUTE;
const HOUR = 60 * MINUTE;

/**
 * Draws whether this week brings a campaign. Its discount is random for every customer and holds until
 * the week ends, for whoever is on the list, opened or not: what makes elasticity measurable.
 */
export function chooseOffer(life: Life): void {
	const { engagement } = life.random;
	const sent = life.subscribed && chance(engagement, life.behaviour.campaignsPerWeek);
	const campaign = pickOne(engagement, campaigns);
	const discount = pickOne(engagement, offerDiscounts);
	const coupon = `${campaign.slice(0, 4).toUpperCase()}${Math.round(discount * 100)}`;
	life.offer = sent ? { campaign, discount, coupon, clicked: false } : null;
}

/** The e-mails and pushes of a week, with what the customer does about them. */
export function engageWeek(life: Life): void {
	if (!life.subscribed) return;
	const { engagement } = life.random;
	if (life.offer !== null) {
		const { campaign, discount, coupon } = life.offer;
		const offer = discount > 0 ? { discountPercent: Math.round(discount * 100), coupon } : {};
		sendEmail(life, life.weekStartsAt + between(engagement, 0, days(1)), { campaign, ...offer });
	}
	if (life.subscribed && chance(engagement, LETTERS_PER_WEEK)) {
		const sentAt = life.weekStartsAt + between(engagement, days(1), days(6));
		sendEmail(life, sentAt, { campaign: 'Newsletter' });
	}
	if (chance(engagement, PUSHES_PER_WEEK)) {
		sendPush(life, life.weekStartsAt + between(engagement, 0, days(6)));
	}
}

interface EmailContent {
	readonly campaign: string;
	readonly discountPercent?: number;
	readonly coupon?: string;
}

function sendEmail(life: Life, sentAt: number, { campaign, ...offer }: EmailContent): void {
	const { engagement } = life.random;
	const subjectStyle = pickOne(engagement, subjectStyles);
	const base = { channel: 'email', campaign };
	emit(life, sentAt, { ...base, name: 'Email Sent', properties: { subjectStyle, ...offer } });
	const opens = chance(engagement, openProbability(life, sentAt, subjectStyle));
	const openedAt = sentAt + Math.min(OPEN_DELAY_MAX, exponential(engagement, 3 * HOUR));
	const clicks = chance(engagement, clickProbability(life));
	if (!opens || isBusy(life, openedAt)) return;
	emit(life, openedAt, { ...base, name: 'Email Opened', properties: { subjectStyle } });
	if (clicks) {
		if (life.offer?.campaign === campaign) life.offer.clicked = true;
		const clickedAt = openedAt + between(engagement, 10_000, 5 * MINUTE);
		emit(life, clickedAt, { ...base, name: 'Email Clicked', properties: { subjectStyle } });
		if (chance(engagement, 0.6)) runVisit(life, clickedAt + 5_000, openVisit(life, 'email'));
	} else if (life.person.emailAffinity < 0 && chance(engagement, 0.012)) {
		emit(life, openedAt + MINUTE, { ...base, name: 'Email Unsubscribed' });
		life.subscribed = false;
	}
}

function sendPush(life: Life, sentAt: number): void {
	const { engagement } = life.random;
	emit(life, sentAt, { name: 'Push Sent', channel: 'push' });
	const liking = life.person.preferredChannel === 'push' ? 2.2 : 0.7;
	const opens = chance(engagement, life.behaviour.pushOpenRate * liking * activity(life, sentAt));
	const openedAt = sentAt + exponential(engagement, 20 * MINUTE);
	if (opens && !isBusy(life, openedAt)) emit(life, openedAt, { name: 'Push Opened', channel: 'push' });
}

/** Higher near the preferred hour, for the preferred channel, and for a subject the archetype likes. */
function openProbability(life: Life, sentAt: number, subjectStyle: string): number {
	const { behaviour, person } = life;
	const hour = new Date(sentAt).getUTCHours();
	const angle = ((hour - person.preferredHour) / 24) * 2 * Math.PI;
	const channel = person.preferredChannel === 'email' ? 0.4 : -0.3;
	const subject = Math.log(behaviour.subjectTaste[subjectStyle] ?? 1);
	const habits = person.emailAffinity + 0.5 * Math.cos(angle) + channel + subject;
	return sigmoid(logit(behaviour.emailOpenRate) + habits) * activity(life, sentAt);
}

function clickProbability(life: Life): number {
	return sigmoid(logit(life.behaviour.emailClickRate) + 0.6 * life.person.emailAffinity);
}

function logit(share: number): number {
	return Math.log(share / (1 - share));
}
