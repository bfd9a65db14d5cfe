import type { OfferPolicy } from '../types';
import { bestExpectedMargin } from './bestExpectedMargin/policy';
import { equalChance } from './equalChance/policy';

/** In the order in which they are shown; the first is the default. */
export const offerPolicies = [bestExpectedMargin, equalChance] as const satisfies readonly OfferPolicy[];

export type OfferPolicyId = (typeof offerPolicies)[number]['id'];
