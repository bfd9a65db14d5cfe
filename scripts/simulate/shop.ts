/** The invented company: an app to plan a garden, with a shop. Nobody real sells these. */
export interface Product {
	readonly productId: string;
	readonly name: string;
	readonly category: string;
	readonly priceCents: number;
}

const shelves: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
	seeds: [
		['Heirloom Tomato Seeds', 390], ['Wildflower Mix', 590], ['Winter Salad Seeds', 450],
		['Climbing Bean Seeds', 420], ['Sunflower Giants', 490],
	],
	soil: [
		['Peat-free Compost 40 l', 1190], ['Worm Castings 10 l', 1690], ['Seedling Soil 20 l', 890],
		['Rock Dust 5 kg', 1290], ['Leaf Mulch 60 l', 1490],
	],
	tools: [
		['Hand Trowel', 1890], ['Bypass Secateurs', 3490], ['Broad Fork', 8900],
		['Hoe with Ash Handle', 3290], ['Folding Saw', 2790],
	],
	irrigation: [
		['Drip Kit Balcony', 4900], ['Drip Kit Raised Bed', 7900], ['Rain Barrel Tap', 1590],
		['Soaker Hose 15 m', 2490], ['Clay Watering Spikes', 1990],
	],
	sensors: [
		['Soil Moisture Sensor', 3990], ['Greenhouse Thermometer', 2990], ['Light Meter', 3590],
		['Frost Alarm', 4490], ['Rain Gauge', 5490],
	],
	books: [
		['The Small Kitchen Garden', 2400], ['Composting Month by Month', 1800], ['No-Dig Handbook', 2600],
		['Pruning Fruit Trees', 2200], ['Seed Saving', 1950],
	],
	gifts: [
		['Gift Card', 5000], ['Herb Garden Box', 3490], ['Bulb Surprise Box', 2990],
		['Beekeeper Honey Set', 2790], ['Garden Candle', 1690],
	],
	furniture: [
		['Potting Bench', 14900], ['Raised Bed Larch', 12900], ['Cold Frame', 9900],
		['Folding Garden Chair', 6900], ['Planter Trio', 5900],
	],
};

export const categories: readonly string[] = Object.keys(shelves);

/** 40 products in 8 categories; ids "seeds-1" to "furniture-5"; list prices in cents. */
export const products: readonly Product[] = categories.flatMap((category) =>
	shelves[category].map(([name, priceCents], index) => ({
		productId: `${category}-${index + 1}`,
		name,
		category,
		priceCents,
	})),
);

export const productsByCategory: ReadonlyMap<string, readonly Product[]> = new Map(
	categories.map((category) => [category, products.filter((product) => product.category === category)]),
);

/** Functions of the app, the most common first. */
export const features: readonly string[] = [
	'Bed Planner', 'Sowing Calendar', 'Watering Log', 'Plant Library', 'Harvest Diary', 'Weather Alerts',
	'Pest Guide', 'Task Board', 'Photo Journal', 'Crop Rotation', 'Seed Inventory', 'Companion Finder',
	'Shared Garden', 'Yield Forecast', 'Soil Test Tracker', 'Label Printer',
];

export const integrations: readonly string[] = [
	'Weather Station', 'Smart Valve', 'Voice Assistant', 'Calendar Sync', 'Greenhouse Controller',
];

/** Plans from the lowest; the fee is what an upgrade to it brings at once. */
export const plans: readonly { readonly name: string; readonly feeCents: number }[] = [
	{ name: 'free', feeCents: 0 },
	{ name: 'starter', feeCents: 4900 },
	{ name: 'plus', feeCents: 9900 },
	{ name: 'family', feeCents: 14900 },
	{ name: 'estate', feeCents: 24900 },
];

export const ADD_ON_FEE_CENTS = 5900;
export const CURRENCY = 'EUR';

/** Discounts of weekly campaigns, drawn at random for every customer: an honest price experiment. */
export const offerDiscounts: readonly number[] = [0, 0.15, 0.25, 0.4];

export const campaigns: readonly string[] = [
	'Seed Week', 'Compost Days', 'Tool Care', 'Water Wise', 'Harvest Festival', 'Rainy Sunday',
];
export const subjectStyles: readonly string[] = ['benefit', 'question', 'urgency', 'plain'];
export const searches: readonly string[] = [
	'tomato blight', 'raised bed', 'drip irrigation', 'slug proof', 'gift', 'compost bin',
	'when to sow carrots', 'balcony herbs', 'frost dates', 'shade plants',
];
export const articles: readonly string[] = [
	'No-dig in one weekend', 'Ten herbs for shade', 'Watering less, growing more', 'A year of salads',
	'Compost without smell', 'Pruning in ten pictures',
];
export const webinars: readonly string[] = [
	'Spring planning live', 'Ask the soil doctor', 'Irrigation from scratch', 'Seed saving school',
];
export const errorCodes: readonly string[] = ['SYNC-401', 'PHOTO-413', 'CALENDAR-500', 'EXPORT-502'];
export const firstNames: readonly string[] = [
	'Ada', 'Bruno', 'Clara', 'David', 'Elena', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kim', 'Lena',
	'Marco', 'Nora', 'Omar', 'Paula', 'Quinn', 'Rosa', 'Samir', 'Tessa',
];
export const countries: Readonly<Record<string, number>> = {
	DE: 40, AT: 12, CH: 10, FR: 14, NL: 12, IE: 6, SE: 6,
};
