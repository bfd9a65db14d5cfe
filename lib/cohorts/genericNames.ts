import type { Level } from './levelsOf';
import { shortLabel } from './plainLabel';

/**
 * Names by grammar, shortest first: "Many Report Exports", "Many Report Exports, Few Orders", … so that
 * a longer one can tell apart what a shorter one cannot. "Typical Customers" when nothing stands out.
 */
export function* genericNames(levels: readonly Level[]): Generator<string> {
	if (levels.length === 0) {
		yield 'Typical Customers';
		return;
	}
	const words = levels.map(wordsOf);
	const first = levels.length === 1 ? 1 : 2;
	for (let count = first; count <= words.length; count += 1) yield words.slice(0, count).join(', ');
}

function wordsOf({ known, level, evidence }: Level): string {
	const high = level > 0;
	if (known) return high ? known.high : known.low;
	const label = shortLabel(evidence.label) || 'Custom Events';
	const [more, less] = wordsFor(evidence);
	const word = high ? more : less;
	return isEvent(evidence) ? `${label} ${word}` : `${word} ${label}`;
}

function wordsFor(evidence: Level['evidence']): readonly [string, string] {
	if (isEvent(evidence)) return ['Often', 'Rarely'];
	return evidence.unit === 'count' ? ['Many', 'Few'] : ['High', 'Low'];
}

/** The label of a count of one event is its name in quotation marks. */
function isEvent({ label }: Level['evidence']): boolean {
	return label.startsWith('"');
}
