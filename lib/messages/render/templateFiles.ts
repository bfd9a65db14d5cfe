import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messagePurposes, type MessagePurpose } from '../../cohorts/types';

const FOLDER = join(__dirname, '..', 'templates');

function read(...path: readonly string[]): string {
	return readFileSync(join(FOLDER, ...path), 'utf8').replace(/\n$/, '');
}

/** Parts every template may use by name: greeting, offer, products, closing; and the layout's own. */
export const partials: Readonly<Record<string, string>> = Object.fromEntries(
	readdirSync(join(FOLDER, 'partials')).map((file) => [file.replace(/\.liquid$/, ''), read('partials', file)]),
);

export interface TemplateSources {
	readonly subject: string;
	readonly body: string;
}

/** The shipped wording for each purpose. */
export const shippedTemplates = Object.fromEntries(
	messagePurposes.map((purpose) => [
		purpose,
		{ subject: read(purpose, 'subject.liquid'), body: read(purpose, 'body.liquid') },
	]),
) as Readonly<Record<MessagePurpose, TemplateSources>>;
