/** What there is of data, as far as parts of the product ask for it. */
export interface DataAtHand {
	readonly customers: number;
	readonly days: number;
	readonly distinctEvents: number;
	readonly revenueEvents: number;
}

interface ProductPart {
	readonly part: string;
	/** Floors below which it refuses, or shows nothing worth acting on; rough, because outcomes differ. */
	readonly needs: Partial<DataAtHand>;
}

/** Every part of the product that reads events, in the order of the work. */
const productParts: readonly ProductPart[] = [
	{ part: 'features of each customer', needs: { customers: 1 } },
	{ part: 'groups by recency, frequency and spending (RFM)', needs: { customers: 100, revenueEvents: 1 } },
	{ part: 'how features drift between two refreshes', needs: { customers: 100 } },
	{ part: 'segments', needs: { customers: 300 } },
	{ part: 'names and descriptions of segments', needs: { customers: 300 } },
	{ part: 'customers who are like those of a segment', needs: { customers: 300 } },
	{ part: 'workflows that start when customers change segments', needs: { customers: 300 } },
	{ part: 'publishing and writing to segments of at least 100 customers', needs: { customers: 300 } },
	{ part: 'predictions', needs: { customers: 1_000, days: 60 } },
	{ part: 'offers chosen for each customer', needs: { customers: 1 } },
	{ part: 'e-mails from templates', needs: { customers: 1 } },
	{ part: 'deliveries with consent and frequency caps', needs: { customers: 1 } },
	{ part: 'the segment report', needs: { customers: 300 } },
];

/** The parts that work with what is there. */
export function partsThatWork(have: DataAtHand): string[] {
	return productParts.filter(({ needs }) => missingOf(needs, have).length === 0).map(({ part }) => part);
}

/** The others, each with what it still lacks: "predictions: from 1,000 customers and 60 days of history". */
export function partsThatWait(have: DataAtHand): string[] {
	return productParts.flatMap(({ part, needs }) => {
		const missing = missingOf(needs, have);
		return missing.length === 0 ? [] : [`${part}: from ${missing.join(' and ')}`];
	});
}

const words: Readonly<Record<keyof DataAtHand, (count: string) => string>> = {
	customers: (count) => (count === '1' ? '1 customer' : `${count} customers`),
	days: (count) => `${count} days of history`,
	distinctEvents: (count) => `${count} different events`,
	revenueEvents: (count) => `${count} event with revenue`,
};

function missingOf(needs: ProductPart['needs'], have: DataAtHand): string[] {
	const entries = Object.entries(needs) as [keyof DataAtHand, number][];
	return entries.filter(([what, need]) => have[what] < need).map(([what, need]) => words[what](need.toLocaleString('en-US')));
}
