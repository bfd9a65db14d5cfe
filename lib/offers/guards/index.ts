import type { OfferGuard } from '../types';
import { audience } from './audience/guard';
import { budget } from './budget/guard';
import { consent } from './consent/guard';
import { frequencyWindow } from './frequencyWindow/guard';
import { listPrice } from './listPrice/guard';
import { marginFloor } from './marginFloor/guard';
import { period } from './period/guard';
import { protectedInputs } from './protectedInputs/guard';

/** In the order in which they are asked; the first that refuses gives the reason. */
export const offerGuards: readonly OfferGuard[] = [
	consent,
	protectedInputs,
	period,
	audience,
	listPrice,
	marginFloor,
	frequencyWindow,
	budget,
];
