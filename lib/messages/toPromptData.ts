import { plainLabel, WITHHELD_LABEL } from '../cohorts/plainLabel';
import { hidePersonal } from '../language/hidePersonal';
import { placeholdersOf } from './fillPlaceholders';
import type { WriteMessageData } from './prompts/writeMessage/prompt';
import { offerHeadline, type TemplateScope } from './templateScope';
import type { MessageBrief } from './types';

/**
 * A brief as a prompt may show it: no name, address, id, code or link, only placeholders for them; texts that
 * give orders are left out. Equal facts give an equal prompt, so one answer serves many customers.
 */
export function toPromptData(brief: MessageBrief, scope: TemplateScope): WriteMessageData {
	const clean = (text: string) => harmless(hidePersonal(text, personalWordsOf(brief)));
	const { offer } = brief;
	return {
		purpose: purposes[brief.purpose],
		tone: brief.tone,
		customers: sentenceOf(brief.segment?.description, clean),
		facts: brief.facts.flatMap(({ name, label, value }) => {
			const shown = typeof value === 'string' ? clean(value) : value;
			const shownLabel = clean(label);
			return shown === undefined || shownLabel === undefined || !/^\w+$/.test(name)
				? []
				: [{ placeholder: `{{fact.${name}}}`, label: shownLabel, value: shown }];
		}),
		offer: offer ? (clean(offerHeadline(offer)) ?? 'an offer') : null,
		products: (scope.products as readonly { readonly name: string }[]).map(({ name }, index) => ({
			placeholder: `{{product${index + 1}}}`,
			name: clean(name) ?? 'a product',
		})),
		placeholders: [...placeholdersOf(scope).keys()]
			.filter((name) => !name.startsWith('fact.'))
			.map((name) => `{{${name}}}`),
	};
}

const purposes: Readonly<Record<MessageBrief['purpose'], string>> = {
	winBack: 'win back a customer who has become quiet',
	reward: 'thank a good customer',
	help: 'ask a customer who may have trouble how we can help',
	educate: 'help a customer get more out of what they have',
	onboard: 'welcome a new customer and lead to the first step',
	recommend: 'recommend something a customer may like',
};

/** Everything that says who the customer is. */
export function personalWordsOf(brief: MessageBrief): string[] {
	const name = brief.firstName?.trim() ?? '';
	return [brief.customerId, brief.email ?? '', name, ...name.split(/\s+/)].filter((word) => word.length >= 2);
}

/** A text that gives orders, or is too long to be a value, is left out. */
function harmless(text: string): string | undefined {
	return plainLabel(text) === WITHHELD_LABEL ? undefined : text;
}

/** The first sentence of a description, if it carries no numbers. */
function sentenceOf(
	description: string | undefined,
	clean: (text: string) => string | undefined,
): string | null {
	const [sentence] = description?.split(/(?<=[.!?])\s/) ?? [];
	if (sentence === undefined || /\d/.test(sentence)) return null;
	return clean(sentence) ?? null;
}
