import type { IDataObject } from 'n8n-workflow';
import type { CustomerFacts } from './historyFacts';

/** What the shipped weekly campaign writes as the company: the only words of its own with numbers in them. */
const company = 'Your Company, 1 Main Street, 12345 Your Town';
const site = 'https://www.example.com';

interface Offer {
	readonly discountPercent: number;
	readonly code?: string;
	readonly description: string;
}

/** Sentences about everything a written e-mail says that the history and the decided offer do not. */
export function findInventions(email: IDataObject, facts: ReadonlyMap<string, CustomerFacts>): string[] {
	const id = String(email.customerId);
	const own = facts.get(id);
	if (own === undefined) return [`${id}: not a customer of the history`];
	const offer = (email.offer ?? undefined) as unknown as Offer | undefined;
	const said = `${String(email.subject)}\n${String(email.preheader)}\n${String(email.text).replaceAll(company, '')}`;
	const problems = [
		...(email.to === own.email ? [] : [`goes to ${String(email.to)}, not ${own.email}`]),
		...strangers(said, facts, own).map((name) => `names ${name}, not ${own.firstName}`),
		...strangeCategories(said, facts, own).map((category) => `says ${category}, never bought`),
		...strangeLinks(said, id).map((link) => `links to ${link}`),
		...strangeNumbers(said.replace(/https:\S+/g, ''), own, offer).map((number) => `says ${number}, which nothing explains`),
		...codesIn(said).filter((code) => code !== offer?.code).map((code) => `gives the code ${code}`),
		...(offer === undefined || said.includes(offer.description) ? [] : [`keeps its offer secret`]),
	];
	return problems.map((problem) => `e-mail to ${id} ${problem}`);
}

function strangers(said: string, facts: ReadonlyMap<string, CustomerFacts>, own: CustomerFacts): string[] {
	const names = new Set([...facts.values()].map(({ firstName }) => firstName));
	return wordsIn(said).filter((word) => names.has(word) && word !== own.firstName);
}

function strangeCategories(said: string, facts: ReadonlyMap<string, CustomerFacts>, own: CustomerFacts): string[] {
	const all = new Set([...facts.values()].flatMap(({ categories }) => [...categories]));
	return wordsIn(said).filter((word) => all.has(word) && !own.categories.has(word));
}

function strangeLinks(said: string, id: string): string[] {
	const allowed = [site, `${site}/unsubscribe?customer=${id}`];
	return [...said.matchAll(/https?:\S+/g)].map(([link]) => link).filter((link) => !allowed.includes(link));
}

function strangeNumbers(said: string, own: CustomerFacts, offer: Offer | undefined): string[] {
	const allowed = [own.orders.size, offer?.discountPercent].map(String);
	return [...said.matchAll(/(?<![A-Z0-9])\d[\d.,]*(?<![.,])/g)].map(([number]) => number).filter((number) => !allowed.includes(number));
}

const codesIn = (said: string): string[] => [...said.matchAll(/\b[A-Z]{4,}\d*\b/g)].map(([code]) => code);

const wordsIn = (said: string): string[] => said.match(/\p{L}+/gu) ?? [];
