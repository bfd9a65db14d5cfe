import { Liquid, type FilterImplOptions, type Template } from 'liquidjs';
import { InvalidInput } from '../../core/errors';
import type { TemplateScope } from '../templateScope';
import { protectMarkup } from './markup';
import { partials } from './templateFiles';

type FilterHandler = Extract<FilterImplOptions, (...values: never[]) => unknown>;

const REPLAYABLE = 'a message must read the same whenever it is written';
const PARSE_LIMIT = 100_000;
const RENDER_LIMIT_MILLISECONDS = 1000;
const MEMORY_LIMIT = 2_000_000;

/** A template ready to be filled, and what to call it in an error. */
export interface ParsedTemplate {
	/** "Body Template": as the field is called where the owner wrote it. */
	readonly title: string;
	readonly nodes: readonly Template[];
	/** What to take for what a customer does not have; absent: a variable that is not there is an error. */
	readonly absent?: TemplateScope;
}

/** Templates that make subject and body: plain text, with data kept from being read as markup. */
const textLiquid = openLiquid((value) => protectMarkup(toText(value).replace(/\s*[\r\n]+\s*/g, ' ')));

/** The layout: data escaped for HTML. */
const htmlLiquid = openLiquid((value) => escapeHtml(toText(value)));

const layout = htmlLiquid.parse(partials.layout);

/** InvalidInput names the template, the line and what is wrong there. */
export function parseTemplate(title: string, source: string): ParsedTemplate {
	try {
		return { title, nodes: textLiquid.parse(source) };
	} catch (error) {
		throw toInvalidInput(title, error);
	}
}

/** Fills a template. InvalidInput names the template, the line and the variable that is not there. */
export function fillTemplate(template: ParsedTemplate, given: TemplateScope): string {
	const scope = template.absent ? { ...template.absent, ...given } : given;
	try {
		const filled: unknown = textLiquid.renderSync([...template.nodes], scope, { globals: scope });
		return String(filled);
	} catch (error) {
		throw toInvalidInput(template.title, error, scope);
	}
}

/** The layout with all values escaped. */
export function fillLayout(scope: TemplateScope): string {
	return String(htmlLiquid.renderSync(layout, scope, { globals: scope }));
}

/** No files, no wall clock, no chance; unknown variables and filters are errors; time and memory are bounded. */
function openLiquid(outputEscape: (value: unknown) => string): Liquid {
	const liquid = new Liquid({
		strictVariables: true,
		strictFilters: true,
		ownPropertyOnly: true,
		lenientIf: true,
		templates: { ...partials },
		cache: true,
		outputEscape,
		timezoneOffset: 0,
		parseLimit: PARSE_LIMIT,
		renderLimit: RENDER_LIMIT_MILLISECONDS,
		memoryLimit: MEMORY_LIMIT,
	});
	const shippedDate = liquid.filters.date as FilterHandler;
	liquid.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
		if (value === 'now' || value === 'today') throw new Error(`"${value}" is not known here: ${REPLAYABLE}`);
		return shippedDate.call(this, value, ...rest) as unknown;
	});
	liquid.registerFilter('sample', () => {
		throw new Error(`the filter "sample" is not allowed: ${REPLAYABLE}`);
	});
	return liquid;
}

function toText(value: unknown): string {
	if (Array.isArray(value)) return value.map(toText).join(', ');
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function escapeHtml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#39;');
}

interface LiquidFailure {
	readonly message: string;
	readonly token?: { getPosition?: () => number[] };
	readonly originalError?: { readonly message: string; readonly variableName?: string };
}

function toInvalidInput(title: string, error: unknown, scope: TemplateScope = {}): InvalidInput {
	const failure = error as LiquidFailure;
	const line = failure.token?.getPosition?.()[0];
	const place = line === undefined ? title : `${title}, line ${line}`;
	const variable = failure.originalError?.variableName;
	return new InvalidInput(`${place}: ${variable === undefined ? reasonOf(failure) : missing(variable, scope)}`);
}

function reasonOf(failure: LiquidFailure): string {
	const [first] = (failure.originalError?.message ?? failure.message).split('\n');
	return first.replace(/, line:\d+.*$/, '');
}

function missing(variable: string, scope: TemplateScope): string {
	const known = Object.keys(scope).sort().join(', ');
	return (
		`there is no "${variable}" for this customer; write {{ ${variable} | default: "…" }} or {% if ${variable} %} ` +
		`where it may be missing. Known: ${known}`
	);
}
