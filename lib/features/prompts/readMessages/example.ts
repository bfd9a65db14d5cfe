import type { TextPrompt } from '../../text/types';
import type { ReadMessagesAnswer, ReadMessagesData } from './prompt';

/** A complaint without a word of feeling, and praise in another language. */
export const readMessagesExample: TextPrompt<ReadMessagesData, ReadMessagesAnswer>['example'] = {
	data: {
		topics: ['refund', 'delivery', 'praise', 'other'],
		messages: [
			{ id: 'm1', text: 'Third e-mail this month. Still no refund.' },
			{ id: 'm2', text: 'Vielen Dank, das ging wirklich schnell!' },
		],
	},
	answer: {
		messages: [
			{ id: 'm1', topic: 'refund', sentiment: -0.7 },
			{ id: 'm2', topic: 'praise', sentiment: 0.8 },
		],
	},
};
