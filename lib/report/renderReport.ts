import type { Card } from './drawCard';
import { formatInstant, formatQuantity } from './format';
import { html, trustedHtml, type Html } from './html';
import { recolourByVariables } from './recolour';
import { computationSection, dataSection } from './sections/dataSection';
import { emailsSection } from './sections/emailsSection';
import { glossarySection } from './sections/glossarySection';
import { modelsSection } from './sections/modelsSection';
import { readinessSection } from './sections/readinessSection';
import { segmentsSection } from './sections/segmentsSection';
import { styleSheet } from './sections/styleSheet';
import { summarizeContent } from './summarizeContent';
import type { ReportContent } from './types';

/** Nothing is fetched and nothing runs, also inside the frames of e-mails, which inherit this. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * One self-contained page for a marketer: findings first, then the evidence. Every value is escaped.
 * `plots` are those of `planPlots` drawn by `renderPlots`; one that is missing is left out.
 */
export function renderReport(content: ReportContent, plots: readonly Card[]): string {
	const ofSegments = plots.filter(({ name }) => !name.startsWith('model-'));
	const ofModel = (index: number): Html[] =>
		plots.filter(({ name }) => name.startsWith(`model-${index + 1}-`)).map(figureOf);
	const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<title>${content.title}</title>
<style>${trustedHtml(styleSheet())}</style>
</head>
<body>
${headerOf(content)}
<main>
${readinessSection(content.readiness)}
${segmentsSection(content, ofSegments.map(figureOf))}
${modelsSection(
	content.models,
	(content.models ?? []).map((_, index) => ofModel(index)),
)}
${emailsSection(content.emails)}
${dataSection(content)}
${computationSection(content)}
${glossarySection(content)}
</main>
<footer>As of ${formatInstant(content.asOf)}. Made with n8n-nodes-cohorts; the data stays where n8n runs.</footer>
</body>
</html>
`;
	return page.text;
}

function headerOf(content: ReportContent): Html {
	const { title, asOf, customers, events } = content;
	return html`<header>
<p class="eyebrow">Segment report</p>
<h1>${title}</h1>
<p class="muted">As of ${formatInstant(asOf)} · ${formatQuantity(customers, 'customer')} · ${formatQuantity(events, 'event')}</p>
<ul class="summary">${summarizeContent(content).map((sentence) => html`<li>${sentence}</li>`)}</ul>
<nav aria-label="Contents">${linksOf(content).map(([id, label]) => html`<a href="#${id}">${label}</a>`)}</nav>
</header>`;
}

function linksOf(content: ReportContent): (readonly [string, string])[] {
	const { readiness, segments, models, emails, imported, runs, computation, preparation } = content;
	const links: (readonly [string, string, boolean])[] = [
		['readiness', 'Enough data?', readiness !== undefined],
		['segments', 'Segments', segments.length > 0],
		['predictions', 'Predictions', (models ?? []).length > 0],
		['emails', 'Example e-mails', (emails ?? []).length > 0],
		['data', 'Data quality', imported !== undefined],
		['computation', 'How this was computed', [computation, runs?.[0], preparation?.[0]].some((part) => part !== undefined)],
		['glossary', 'Words', true],
	];
	return links.filter(([, , present]) => present).map(([id, label]) => [id, label]);
}

function figureOf({ svg }: Card): Html {
	return html`<figure>${trustedHtml(recolourByVariables(svg))}</figure>`;
}
