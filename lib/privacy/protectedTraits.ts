/**
 * Traits nobody may be treated by: special categories of GDPR Art. 9 and the grounds of EU and US
 * anti-discrimination law. Each is one or more words, found anywhere in a name.
 */
const protectedWords: readonly string[] = [
	'gender', 'sex', 'sexual orientation', 'sexuality', 'pregnant', 'pregnancy',
	'race', 'racial', 'ethnic', 'ethnicity', 'nationality', 'national origin', 'skin colou?r',
	'religion', 'religious', 'beliefs?', 'political', 'politics', 'trade union', 'union member',
	'disability', 'medical', 'health status', 'health condition', 'diagnosis', 'illness', 'disease',
	'genetic', 'biometric', 'marital', 'family status', 'caste', 'criminal', 'conviction',
	'date of birth', 'birth ?date', 'birth year', 'year of birth', 'birthday', 'dob',
];

/** Words that are a trait only when they are the whole name: an account can be disabled, or have a health score. */
const wholeNames: readonly string[] = ['health', '(is )?disabled'];

/** "age" alone, of a person, or in bands; not the age of an account or a basket. */
const agePattern = /^((customer|user|person|member|buyer) )?age( (group|band|range|bracket|years|in years))?$/;

const anywherePattern = new RegExp(`(^| )(${protectedWords.join('|')})( |$)`);
const wholePattern = new RegExp(`^(${wholeNames.join('|')})$`);

/** The protected trait a feature, score or trait name speaks of; undefined when there is none. */
export function protectedTraitOf(name: string): string | undefined {
	const words = name
		.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.toLowerCase();
	if (agePattern.test(words)) return 'age';
	return anywherePattern.exec(words)?.[2] ?? wholePattern.exec(words)?.[1];
}
