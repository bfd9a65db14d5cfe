import { gains } from './gains/definition';
import { migration } from './migration/definition';
import { reliability } from './reliability/definition';
import { revenueShare } from './revenueShare/definition';
import { scoreHistogram } from './scoreHistogram/definition';
import { segmentCentres } from './segmentCentres/definition';
import { segmentCount } from './segmentCount/definition';
import { segmentMap } from './segmentMap/definition';
import { segmentSizes } from './segmentSizes/definition';
import { silhouettes } from './silhouettes/definition';

/** Every plot there is, in the order of the report; one folder each. */
export const plots = {
	segmentSizes,
	revenueShare,
	segmentCentres,
	segmentMap,
	segmentCount,
	silhouettes,
	migration,
	gains,
	reliability,
	scoreHistogram,
} as const;

export type PlotName = keyof typeof plots;

/** The data that a kind of plot draws. */
export type PlotInput<Name extends PlotName> = Parameters<(typeof plots)[Name]['draw']>[0];
