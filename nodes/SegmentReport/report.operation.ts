import type { IDataObject } from 'n8n-workflow';
import { reportFileName, reportSegments, success, toIso, type ReportEmail } from '../../lib';
import type { Operation, ShownFile } from '../shared/operation';
import { readText } from '../shared/readParameters';

interface Request {
	readonly title: string;
	readonly emails: readonly ReportEmail[];
}

interface Built {
	readonly summary: IDataObject;
	readonly files: readonly ShownFile[];
}

/** One page about the present segments and predictions, with its plots as pictures. */
export const reportOperation: Operation<Request, Built> = {
	name: 'report',
	label: 'Report',
	action: 'Report on segments and predictions',
	description: 'Make one HTML page and PNG plots about the present segments, predictions and example e-mails',
	runs: 'once',
	fields: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: 'Customer segments',
			required: true,
			placeholder: 'e.g. Customer segments of our shop',
			description: 'Heading of the page; incoming items that are written e-mails appear on it as examples',
		},
	],
	read: (context, item) => ({
		title: readText(context, 'title', item) || 'Customer segments',
		emails: context.getInputData().flatMap(({ json }) => toEmail(json)),
	}),
	run: async (engine, [request]) => {
		const { html, plots, content } = await reportSegments(engine, request);
		const page: ShownFile = {
			field: 'report',
			fileName: reportFileName(content.asOf),
			mimeType: 'text/html',
			bytes: Buffer.from(html, 'utf8'),
		};
		const pictures = plots.map(({ name, png }) => ({
			field: name.replaceAll('-', '_'),
			fileName: `${name}.png`,
			mimeType: 'image/png',
			bytes: png,
		}));
		const summary = {
			title: content.title,
			asOf: toIso(content.asOf),
			customers: content.customers,
			events: content.events,
			segments: content.segments.map(({ name, size, share }) => ({ name, size, share })),
			models: (content.models ?? []).map(({ outcome, auc, brier, ece }) => ({ outcome, auc: auc.value, brier, ece })),
			plots: plots.map(({ title }) => title),
		};
		return [success({ summary, files: [page, ...pictures] })];
	},
	show: ({ summary, files }) => [{ json: summary, files }],
};

/** Items of Personalized Email carry a subject and a text. */
function toEmail(json: IDataObject): ReportEmail[] {
	const { customerId, segmentName, subject, html, text, writtenBy } = json;
	if (typeof subject !== 'string' || typeof text !== 'string') return [];
	return [
		{
			customerId: String(customerId ?? ''),
			subject,
			text,
			writtenBy: String(writtenBy ?? 'template'),
			...(typeof html === 'string' ? { html } : {}),
			...(typeof segmentName === 'string' ? { segment: segmentName } : {}),
		},
	];
}
