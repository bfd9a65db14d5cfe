import { withholdSmall } from '../../privacy/floor';
import { sql } from '../../sql/sql';
import type { Session } from '../../store/types';
import { insertSegment } from '../segmentsTable';
import type { RuleSegment } from './ruleSegment';

/** Writes how a rule's segment is shown, in place of the row before; returns why it is withheld, if it is. */
export async function saveRuleSegment(
	session: Session,
	{ segment, name, floor }: Pick<RuleSegment, 'segment' | 'name' | 'floor'>,
	{ sentence, size, share }: { readonly sentence: string; readonly size: number; readonly share: number },
): Promise<string | undefined> {
	const [small] = withholdSmall([{ size }], floor).withheld;
	await session.execute(sql`delete from segments where model = ${segment}`);
	await insertSegment(session, {
		model: segment,
		segment,
		name,
		description: sentence,
		suggestedAction: '',
		suggestedPurpose: '',
		namedBy: 'owner',
		size,
		share,
		revenueShare: null,
		silhouette: null,
		stability: null,
		describedBy: [],
		differences: {},
		centre: {},
		ruleOfThumb: null,
		typicalCustomers: [],
		...(small === undefined ? {} : { withheld: small.reason }),
	});
	return small?.reason;
}
