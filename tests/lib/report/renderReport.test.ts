import { describe, expect, test } from 'vitest';

import { drawCard } from '../../../lib/report/drawCard';
import { planPlots } from '../../../lib/report/planPlots';
import { renderReport } from '../../../lib/report/renderReport';
import type { ReportContent } from '../../../lib/report/types';
import { aModel, aReport, someSegments } from './aReport';

const attack = `<img src=x onerror="alert(1)">'"&`;

/** The smallest report there can be: nothing but counts. */
const bare: ReportContent = {
	title: 'Bare',
	asOf: Date.UTC(2025, 0, 1),
	customers: 0,
	events: 0,
	segments: [],
};

function sectionsOf(page: string): string[] {
	return [...page.matchAll(/<section id="([a-z]+)">/g)].map(([, id]) => id);
}

describe('the page', () => {
	test('has every part of its content, findings first', () => {
		const page = renderReport(aReport(), []);
		expect(sectionsOf(page)).toEqual([
			'readiness',
			'segments',
			'predictions',
			'emails',
			'data',
			'computation',
			'glossary',
		]);
		expect(page).toContain('20,000 customers in 7 segments.');
		expect(page).toContain('As of September 30, 2025 at 22:15 UTC');
	});

	test('says how to recognize a segment, how far that holds, and what was done to the features', () => {
		const ruleOfThumb = { text: 'orders over 5, days since the last order at most 30', conditions: [], precision: 0.92, coverage: 0.8 };
		const [first, second] = someSegments(2);
		const page = renderReport(aReport({
			segments: [{ ...first, ruleOfThumb, typicalCustomers: ['c-12', attack] }, { ...second, ruleOfThumb: null, typicalCustomers: [] }],
			fidelity: 0.874,
			preparation: [
				{ label: 'average order value', unit: 'cents', transform: 'signedLog', low: 0, high: 1_234_500, missingValue: 4_200 },
				{ label: attack, unit: 'share', transform: 'none', low: 0, high: 0.9, missingValue: 0.1 },
			],
		}), []);
		expect(page.match(/Rule of thumb:/g)).toHaveLength(1);
		expect(page).toMatch(/orders over 5, days since the last order at most 30\. Of those who fit it, 92%\s+are in the segment; it finds 80%/);
		expect(page).toContain('c-12, ');
		expect(page).toMatch(/put\s+87% of customers where the model does/);
		expect(page).toContain('€0 to €12,345');
		expect(page).toContain('€42.00');
		expect(page).not.toContain(attack);
	});

	test('leaves out what is absent, with its links', () => {
		const page = renderReport(bare, []);
		expect(sectionsOf(page)).toEqual(['glossary']);
		expect(page).toContain('0 customers; no segments yet.');
		expect([...page.matchAll(/href="#([a-z]+)"/g)].map(([, id]) => id)).toEqual(['glossary']);
		expect(page).not.toMatch(/undefined|NaN|null|\[object/);
	});

	test('links to nothing that is not there', () => {
		const page = renderReport(aReport(), []);
		const links = [...page.matchAll(/href="#([a-z]+)"/g)].map(([, id]) => id);
		expect(links).toEqual(sectionsOf(page));
	});

	test('is one file: no scripts, nothing fetched, nothing that could be', () => {
		const page = renderReport(aReport({ emails: [] }), []);
		expect(page).not.toMatch(/<script|<link|@import|<img|\bon[a-z]+=|url\(|src=/i);
		expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"');
	});

	test('escapes whatever customers, files and language models wrote', async () => {
		const segments = someSegments(2).map((segment) => ({
			...segment,
			name: attack,
			description: attack,
			suggestedAction: attack,
			withheld: attack,
			describedBy: segment.describedBy.map((trait) => ({ ...trait, label: attack })),
		}));
		const email = { customerId: attack, segment: attack, subject: attack, text: attack, writtenBy: attack };
		const content = aReport({
			title: attack,
			segments,
			models: [{ ...aModel(attack), drivers: [{ label: attack, direction: 'raises' }] }],
			emails: [email, { ...email, html: `</iframe>${attack}`, offer: attack }],
			imported: { rows: 1, stored: 0, rejected: { [attack]: 1 }, notes: [attack] },
			runs: [{ step: attack, seconds: 1 }],
			computation: { seed: attack, versions: { [attack]: attack }, notes: [attack] },
		});
		const plots = await Promise.all(planPlots(content).slice(0, 2).map(drawCard));
		const page = renderReport(content, plots);
		expect(page).not.toContain('<img');
		expect(page).not.toMatch(/<[^>]*onerror="/);
		expect(page.match(/<\/iframe>/g)).toHaveLength(1);
	});

	test('shows e-mails in frames that can do nothing', () => {
		const [email] = aReport().emails ?? [];
		const page = renderReport(aReport({ emails: [email] }), []);
		expect(page).toContain('<iframe sandbox="" title="E-mail to customer-8f21"');
		expect(page).toContain('srcdoc="&#60;html&#62;');
	});

	test('colours its plots by the reader’s theme', async () => {
		const content = aReport({ map: undefined, models: [], choice: undefined });
		const plot = await drawCard(planPlots(content)[0]);
		const page = renderReport(content, [plot]);
		expect(page).toContain('fill="var(--plot-card)"');
		expect(page).not.toMatch(/<svg.*fill="#[0-9a-f]{6}"/);
		expect(page).toContain('prefers-color-scheme:dark');
	});

	test('gives every element of its plots an id of its own', async () => {
		const content = aReport({ models: [aModel(), aModel('a return')] });
		const plots = await Promise.all(planPlots(content).map(drawCard));
		const ids = [...renderReport(content, plots).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		expect(ids.length).toBeGreaterThan(20);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('closes what it opens', async () => {
		const content = aReport();
		const plots = await Promise.all(planPlots(content).slice(0, 1).map(drawCard));
		const open: string[] = [];
		for (const [, closing, name, self] of renderReport(content, plots).matchAll(
			/<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*?(\/?)>/gi,
		)) {
			if (self === '/' || ['meta', 'br', 'html'].includes(name.toLowerCase())) continue;
			if (closing === '') open.push(name);
			else expect(open.pop()).toBe(name);
		}
		expect(open).toEqual([]);
	});
});

describe('a prediction in words', () => {
	test('says how often it ranks rightly, with the interval, and what one number alone would do', () => {
		const page = renderReport(aReport(), []);
		expect(page).toContain('81 of 100 <span class="small">(80 to 83)</span>');
		expect(page).toContain('+10 of 100');
		expect(page).toContain('28% less error');
		expect(page).toContain('1.4 points');
	});

	test('that is no better than chance says so', () => {
		const model = { ...aModel(), auc: { value: 0.52, low: 0.48, high: 0.56 } };
		const page = renderReport(aReport({ models: [model] }), []);
		expect(page).toContain('No better than chance');
		expect(page).toContain('cannot be predicted from this data');
	});

	test('of an outcome that never happened has figures all the same', () => {
		const model = { ...aModel(), baseRate: 0, brier: 0, deciles: [], reliability: [], scores: undefined };
		const page = renderReport(aReport({ models: [model] }), []);
		expect(page).not.toMatch(/NaN|Infinity/);
	});
});
