import type { MessagePrompt } from '../../types';
import type { WriteMessageAnswer, WriteMessageData } from './prompt';

/** A win-back for somebody who has not ordered for a while, with a code. */
export const writeMessageExample: MessagePrompt<WriteMessageData, WriteMessageAnswer>['example'] = {
	data: {
		purpose: 'winBack',
		tone: 'friendly',
		customers: 'They have not ordered for a long time.',
		facts: [{ placeholder: '{{fact.favouriteCategory}}', label: 'favourite category', value: 'seeds' }],
		offer: '10 % off your next order',
		products: [],
		placeholders: ['{{firstName}}', '{{sender}}', '{{offer}}', '{{code}}', '{{expires}}', '{{fact.favouriteCategory}}'],
	},
	answer: {
		subject: '{{firstName}}, we would love to have you back',
		paragraphs: [
			'It has been a while, and we have been thinking of you at {{sender}}.',
			'If {{fact.favouriteCategory}} are still your thing, come by and see what catches your eye. To make it easier, here is something for you:',
		],
		buttonLabel: 'Have a look',
	},
};
