import { toIso } from '../core/clock';
import { InvalidInput } from '../core/errors';
import { canonicalJson, hashText } from '../core/hash';
import { parseAssumptions } from './parseAssumptions';
import { parseOffers } from './parseOffers';
import { offerPolicies } from './policies';
import type { Offer, OfferAssumptions, OfferPolicy } from './types';

/** What one customer is asked to be offered, and under which rules. */
export interface OfferRequest {
	readonly customerId: string;
	readonly offers: readonly Offer[];
	/** Id of a policy. */
	readonly policy: string;
	/** Share of decisions spent on finding out, (0, 1]. */
	readonly exploration: number;
	readonly assumptions: OfferAssumptions;
	/** Milliseconds UTC; nothing known later plays a part. */
	readonly asOf: number;
	/** Decide without recording. */
	readonly dryRun: boolean;
	readonly seed: string;
	/** What the decision belongs to: "weekly win-back". */
	readonly campaign: string;
	/** What makes one decision of a campaign one: asked again for it, the same is answered. Default: the day. */
	readonly occasion?: string;
	/** Snapshot to read features and scores from; default: the latest as of `asOf`. */
	readonly snapshot?: string;
	/** Column with the probability of buying without an offer. Absent: the assumption. */
	readonly responseScore?: string;
	/** Column with the value of an order in cents. Absent: the assumption. */
	readonly orderValueFeature?: string;
	/** What the caller knows of the customer; then no snapshot is read. */
	readonly given?: {
		readonly segments?: readonly string[];
		readonly values: Readonly<Record<string, number | null>>;
	};
}

/** A request that passed its checks. */
export interface PreparedRequest extends OfferRequest {
	readonly occasion: string;
	readonly decisionId: string;
	readonly chosenPolicy: OfferPolicy;
}

/**
 * Checks requests; those of one batch mostly share their offers, which are then checked once. Throws
 * InvalidInput for a request that is wrong.
 */
export function requestPreparer(): (request: OfferRequest) => PreparedRequest {
	const parsed = new Map<readonly Offer[], { readonly offers: readonly Offer[]; readonly hash: string }>();
	const parseOnce = (raw: readonly Offer[]) => {
		const known = parsed.get(raw);
		if (known !== undefined) return known;
		const offers = parseOffers(raw);
		const fresh = { offers, hash: hashText(canonicalJson(offers)) };
		parsed.set(raw, fresh);
		return fresh;
	};
	return (request) => {
		const { offers, hash } = parseOnce(request.offers);
		checkPlain(request);
		const occasion = request.occasion ?? toIso(request.asOf - 1).slice(0, 10);
		const { customerId, campaign, policy, exploration, seed } = request;
		const assumptions = parseAssumptions(request.assumptions);
		return {
			...request,
			offers,
			assumptions,
			occasion,
			chosenPolicy: findPolicy(policy),
			decisionId: `offer-${hashText(
				canonicalJson({ customerId, campaign, occasion, policy, exploration, seed, hash, assumptions }),
			)}`,
		};
	};
}

function checkPlain(request: OfferRequest): void {
	const { customerId, exploration, asOf } = request;
	if (customerId.trim() === '') throw new InvalidInput('customerId is empty: expected the id of a customer');
	if (!(exploration > 0 && exploration <= 1)) {
		throw new InvalidInput(
			`exploration is ${exploration}: expected a share above 0 and up to 1, such as 0.05, so that every offer can be measured`,
		);
	}
	if (!Number.isSafeInteger(asOf)) throw new InvalidInput(`asOf is ${asOf}: expected milliseconds since 1970`);
}

function findPolicy(id: string): OfferPolicy {
	const found = offerPolicies.find((policy) => policy.id === id);
	if (found !== undefined) return found;
	const known = offerPolicies.map((policy) => policy.id).join(', ');
	throw new InvalidInput(`policy is "${id}": expected one of ${known}`);
}
