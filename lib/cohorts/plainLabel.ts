/** Words that speak to a reader or a machine, not of what a customer did. */
const SPEAKS_TO_READER =
	/\b(ignore|disregard|forget|override|bypass|instructions?|prompts?|assistant|jailbreak|pretend|reveal|you are|act as|(answer|respond|reply|output|print|say) (with|only|exactly|that)|name (this|these|the|all|it)|call (this|these|it)|must|always|never|https?|www)\b/i;

const LENGTH_MAX = 120;
const WORDS_MAX = 20;

/** Stands for a label that is not a description of behaviour. */
export const WITHHELD_LABEL = 'custom events';

/**
 * A feature's label as a harmless phrase. Labels may come from event names, and those from anyone: one
 * that gives orders, or is no plain text, is replaced, so what it says cannot reach a name or a prompt.
 */
export function plainLabel(label: string): string {
	const text = label
		.normalize('NFKC')
		.replace(/[\p{Cc}\p{Cf}]/gu, '')
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.replace(/[^\p{L}\p{N}\p{M}"'’.,;:%&()\- ]+/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const words = text.split(' ');
	const plain = text !== '' && text.length <= LENGTH_MAX && words.length <= WORDS_MAX;
	return plain && !SPEAKS_TO_READER.test(text) ? text : WITHHELD_LABEL;
}

/** "report exports in the last 90 days" as "Report Exports": for names, three words at most. */
export function shortLabel(label: string): string {
	return plainLabel(label)
		.replace(/[,;:(].*$/, '')
		.replace(/\b(in|among|over|of) the last \d+( days)?.*$/i, '')
		.replace(/["'.]/g, '')
		.trim()
		.split(' ')
		.filter((word) => !/^(the|a|an|of|per|and|share|number|to|with|from)$/i.test(word))
		.slice(0, 3)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}
