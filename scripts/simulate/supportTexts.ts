/** Short tickets by topic and tone. {feature}, {product} and {integration} are filled in. */
export type Tone = 'negative' | 'neutral' | 'positive';

export const ticketTopics = [
	'billing', 'delivery', 'login', 'bug', 'integration', 'howTo', 'refund',
] as const;
export type TicketTopic = (typeof ticketTopics)[number];

export const ticketTexts: Readonly<Record<TicketTopic, Readonly<Record<Tone, readonly string[]>>>> = {
	billing: {
		negative: [
			'I was charged twice this month and nobody answers. This is really annoying.',
			'The invoice is wrong again. I am disappointed and want this fixed today.',
		],
		neutral: ['Where can I change the address on my invoice?', 'Which payment methods do you accept?'],
		positive: ['Thanks for the quick refund last time. Could you send me the yearly invoice too?'],
	},
	delivery: {
		negative: [
			'My order with {product} arrived broken. Terrible packaging, very unhappy.',
			'Two weeks and still no {product}. The tracking page is useless.',
		],
		neutral: ['When will {product} be shipped?', 'Can I change the delivery address of my order?'],
		positive: ['{product} arrived a day early, great! Can you leave the next one at the door?'],
	},
	login: {
		negative: [
			'I am locked out of my account for the third time this week. Awful.',
			'The password reset never arrives. I hate losing an evening to this.',
		],
		neutral: ['How do I sign in on a second phone?', 'Can two people share one account?'],
		positive: ['Sign-in works well now, thank you. How do I add my partner?'],
	},
	bug: {
		negative: [
			'{feature} keeps crashing and I lost my notes. This is the worst update so far.',
			'{feature} shows an error every time I save. I am frustrated.',
		],
		neutral: ['{feature} shows last year by default. Is that intended?', '{feature} is slow on my tablet.'],
		positive: ['Love {feature}! One small bug: the month names overlap on my phone.'],
	},
	integration: {
		negative: [
			'The {integration} stopped working after the update and support is no help.',
			'I cannot connect the {integration}. The guide is wrong and confusing.',
		],
		neutral: ['Does the {integration} work with two gardens?', 'Which {integration} models do you support?'],
		positive: ['The {integration} is fantastic. Is there a way to read the values hourly?'],
	},
	howTo: {
		negative: ['I have searched for an hour how to use {feature}. The help pages are bad.'],
		neutral: ['How do I move plants between beds in {feature}?', 'Can I print {feature} as a poster?'],
		positive: ['{feature} is a joy to use. Can I also plan a greenhouse with it?'],
	},
	refund: {
		negative: ['{product} is poor quality. I want my money back, what a waste.'],
		neutral: ['I ordered {product} by mistake. How do I return it?'],
		positive: ['{product} is nice but too big for my balcony. May I exchange it, please?'],
	},
};

export const reviewTexts: Readonly<Record<Tone, readonly string[]>> = {
	negative: ['Poor quality, broke after a week.', 'Not worth the money, very disappointed.'],
	neutral: ['Does what it says.', 'Fine for a small balcony.'],
	positive: ['Wonderful, my tomatoes love it!', 'Great quality and fast delivery, thank you.'],
};

export const featureRequests: readonly string[] = [
	'Please add a dark mode for evenings.', 'I would like to share one bed with my neighbour.',
	'Could the calendar show moon phases?', 'An export to my calendar would help a lot.',
];

/** The text with its placeholders filled; unknown ones stay as they are. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
