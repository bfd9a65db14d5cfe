import { messagePurposes } from '../cohorts/types';
import { InvalidInput } from '../core/errors';
import { failure, success, type Outcome } from '../core/outcome';
import { checkMessage } from './check/checkMessage';
import { layOut } from './render/layOut';
import { fillTemplate, parseTemplate, type ParsedTemplate } from './render/liquid';
import { shippedTemplates } from './render/templateFiles';
import { templateScope } from './templateScope';
import type { Message, MessageBrief, MessagePurpose } from './types';

/** The owner's own wording, in Liquid; what is not given is ours. */
export interface OwnTemplates {
	readonly subject?: string;
	readonly body?: string;
}

export interface Templates {
	readonly subject: ParsedTemplate;
	readonly body: ParsedTemplate;
	/** What the owner wrote: it may say what no brief says. */
	readonly ownWords: string;
	/** "template winBack" or "own template". */
	readonly name: string;
}

/** Templates for each purpose, parsed once. InvalidInput names the template and the line of a mistake. */
export function openTemplates(own: OwnTemplates = {}): (purpose: MessagePurpose) => Templates {
	const given = {
		subject: own.subject?.trim() ? parseTemplate('Subject Template', own.subject) : undefined,
		body: own.body?.trim() ? parseTemplate('Body Template', own.body) : undefined,
	};
	const ownWords = `${own.subject ?? ''}\n${own.body ?? ''}`.trim();
	return (purpose) => ({
		subject: given.subject ?? shipped.get(purpose)!.subject,
		body: given.body ?? shipped.get(purpose)!.body,
		ownWords,
		name: given.subject || given.body ? 'own template' : `template ${purpose}`,
	});
}

/** Our own wording asks for these with `if`; nothing is quicker than an error that is caught. */
const ABSENT = { firstName: null, taste: null, offer: null };

const shipped = new Map(
	messagePurposes.map((purpose) => [
		purpose,
		{
			subject: { ...parseTemplate(`subject of ${purpose}`, shippedTemplates[purpose].subject), absent: ABSENT },
			body: { ...parseTemplate(`body of ${purpose}`, shippedTemplates[purpose].body), absent: ABSENT },
		},
	]),
);

/** A message from a template, checked like any other; the failure says what it says too much, or which line is wrong. */
export function writeFromTemplate(
	brief: MessageBrief,
	templates: Templates,
	reason: string,
): Outcome<Message> {
	const scope = templateScope(brief);
	try {
		const draft = { subject: fillTemplate(templates.subject, scope), body: fillTemplate(templates.body, scope) };
		const laidOut = layOut(draft, { ...scope, brand: scope.brand });
		const violations = checkMessage(laidOut, brief, templates.ownWords);
		if (violations.length > 0) return failure(refused(templates.name, violations.map(({ sentence }) => sentence)));
		return success({ ...envelope(brief), ...laidOut, writtenBy: templates.name, reason });
	} catch (error) {
		if (error instanceof InvalidInput) return failure(error);
		throw error;
	}
}

/** What is the same whoever writes. */
export function envelope(
	brief: MessageBrief,
): Pick<Message, 'customerId' | 'channel' | 'to' | 'unsubscribeUrl' | 'purpose'> {
	return {
		customerId: brief.customerId,
		channel: 'email',
		...(brief.email !== undefined && { to: brief.email }),
		unsubscribeUrl: brief.brand.unsubscribeUrl,
		purpose: brief.purpose,
	};
}

function refused(name: string, sentences: readonly string[]): InvalidInput {
	const [first] = sentences;
	const more = new Set(sentences).size - 1;
	return new InvalidInput(`${name}: ${first}${more > 0 ? ` (and ${more} more)` : ''}`);
}
