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
	if (known) return level > 0 ? known.high : known.low;
	const label = shortLabel(evidence.label) || 'Custom Events';
	if (evidence.unit === 'count') return `${level > 0 ? 'Many' : 'Few'} ${label}`;
	return `${level > 0 ? 'High' : 'Low'} ${label}`;
}
