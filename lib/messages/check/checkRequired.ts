import type { MessageBrief, Violation, ViolationKind } from '../types';
import { offerMarks } from './allowedOf';
import type { CheckedMessage } from './checkMessage';
import { visibleText } from './visibleText';

const SUBJECT_MAX = 150;

/** What every message must have: a subject of one line, the address, the way to unsubscribe, the offer's terms. */
export function checkRequired(message: CheckedMessage, brief: MessageBrief): Violation[] {
	return [
		...checkSubject(message.subject),
		...checkContent('text', message.text, brief),
		...checkContent('html', visibleText(message.html), brief),
	];
}

function checkSubject(subject: string): Violation[] {
	const fits = subject.trim() !== '' && subject.length <= SUBJECT_MAX && !/[\r\n]/.test(subject);
	const sentence = `the subject must be one line of 1 to ${SUBJECT_MAX} characters`;
	return fits ? [] : [{ kind: 'subject', where: 'subject', found: subject.slice(0, 80), sentence }];
}

function checkContent(where: 'text' | 'html', content: string, brief: MessageBrief): Violation[] {
	const { address, unsubscribeUrl } = brief.brand;
	const seen = squeeze(content);
	const missing = (kind: ViolationKind, found: string, sentence: string): Violation => ({ kind, where, found, sentence });
	return [
		...(seen.includes(squeeze(address)) ? [] : [missing('required', address, 'the postal address is missing')]),
		...(content.includes(unsubscribeUrl)
			? []
			: [missing('required', unsubscribeUrl, 'the address to unsubscribe is missing')]),
		...offerMarks(brief)
			.filter((marks) => !marks.some((mark) => seen.includes(squeeze(mark))))
			.map(([mark]) => missing('offer', mark, `the terms of the offer are incomplete: "${mark}" is missing`)),
	];
}

function squeeze(text: string): string {
	return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
