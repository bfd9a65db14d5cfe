import { drawCutPoints } from '../../features/rfm/cutPoints';
import { segmentOf } from '../../features/rfm/segmentTable';
import { scoreValues, type RfmValues } from '../../models/rfm/predict';
import type { ProofRows } from './readProofRows';
import { comparedTraits, type ComparedTrait } from './readTraits';

/** A simpler way to divide the same customers. */
export interface SimpleDivision {
	readonly by: string;
	readonly label: string;
	readonly groups: Int32Array;
	readonly count: number;
}

/** A trait that fewer have, or that has more values, says little about customers as a whole. */
const KNOWN_SHARE_MIN = 0.5;
const VALUES_MAX = 30;

/** Classic RFM segments, and every trait that most customers stated; those without it are a group of their own. */
export function divideSimply(
	rows: ProofRows,
	traits: ReadonlyMap<string, Partial<Record<ComparedTrait, string>>>,
): SimpleDivision[] {
	const byTrait = (Object.keys(comparedTraits) as ComparedTrait[]).flatMap((trait) => {
		const texts = rows.customerIds.map((id) => traits.get(id)?.[trait] ?? '');
		const distinct = new Set(texts.filter((text) => text !== ''));
		const known = texts.filter((text) => text !== '').length;
		if (distinct.size < 2 || distinct.size > VALUES_MAX || known < KNOWN_SHARE_MIN * texts.length) return [];
		return [{ by: trait, label: comparedTraits[trait], ...numbered(texts) }];
	});
	return [...divideByRfm(rows), ...byTrait];
}

/** Nothing without orders. */
function divideByRfm({ customerIds, recency, frequency, monetary }: ProofRows): SimpleDivision[] {
	const valueOf = (value: number): number | null => (Number.isNaN(value) ? null : value);
	const values = customerIds.map((_, row): RfmValues => ({
		recency: valueOf(recency[row]), frequency: valueOf(frequency[row]), monetary: valueOf(monetary[row]),
	}));
	const cutPoints = drawCutPoints(values);
	if (cutPoints.recency.length === 0) return [];
	const segments = values.map((one) => segmentOf(scoreValues(cutPoints, one), one));
	return [{ by: 'rfm', label: 'RFM segments', ...numbered(segments) }];
}

function numbered(texts: readonly string[]): Pick<SimpleDivision, 'groups' | 'count'> {
	const places = new Map<string, number>();
	const groups = Int32Array.from(texts, (text) => {
		const place = places.get(text) ?? places.size;
		places.set(text, place);
		return place;
	});
	return { groups, count: places.size };
}
