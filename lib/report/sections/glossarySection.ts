import { html, type Html } from '../html';
import type { ReportContent } from '../types';

interface Entry {
	readonly word: string;
	readonly meaning: string;
	readonly when: (content: ReportContent) => boolean;
}

const hasSegments = ({ segments }: ReportContent): boolean => segments.length > 0;
const hasModels = ({ models }: ReportContent): boolean => (models ?? []).length > 0;

const entries: readonly Entry[] = [
	{
		word: 'As of',
		meaning: 'The moment the report looks back from. Nothing that happened or became known later was used.',
		when: () => true,
	},
	{
		word: 'Segment',
		meaning: 'Customers whose behaviour is alike. Each customer is in one segment at most.',
		when: hasSegments,
	},
	{
		word: 'Silhouette',
		meaning:
			'How much closer a customer is to the own segment than to the next one. 1 is clearly apart, 0 is on the border.',
		when: hasSegments,
	},
	{
		word: 'Stability',
		meaning:
			'How much of the segment is found again when the search is repeated on other samples. Above 75% it holds.',
		when: ({ segments }) => segments.some(({ stability }) => stability !== null),
	},
	{
		word: 'Standard deviation',
		meaning: 'The usual distance of customers from the average: about two thirds of them lie within one.',
		when: hasSegments,
	},
	{
		word: 'AUC',
		meaning:
			'Chance that a customer to whom it happens is ranked above one to whom it does not. 0.5 is a coin toss, 1 is perfect.',
		when: hasModels,
	},
	{
		word: 'Brier score',
		meaning: 'Mean squared error of the probabilities. Lower is better; 0 is perfect.',
		when: hasModels,
	},
	{
		word: 'Calibration',
		meaning: 'Of the customers who were given 30%, it happens to 30 in 100. Then the probability means what it says.',
		when: hasModels,
	},
	{
		word: '95% interval',
		meaning: 'The range that would hold the true figure in 19 of 20 such measurements.',
		when: hasModels,
	},
];

/** Only the words that this report uses. */
export function glossarySection(content: ReportContent): Html {
	const words = entries.filter(({ when }) => when(content));
	return html`<section id="glossary">
<h2>Words</h2>
<p class="lead">What the terms in this report mean.</p>
<div class="card"><dl class="glossary">${words.map(
		({ word, meaning }) => html`<dt>${word}</dt><dd>${meaning}</dd>`,
	)}</dl></div>
</section>`;
}
