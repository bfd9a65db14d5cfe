import { assertNever } from '../core/invariant';
import { success, type Outcome } from '../core/outcome';
import type { Engine } from '../engine';
import { describeIdentities, type IdentityDescription } from '../events/describeIdentities';
import type { SharedDeviceRule } from '../events/knownIdentities';
import { chooseSharedDeviceRule, linkIdentities, undoLinks, type IdPair } from '../events/linkIdentities';
import { forgetObjectors } from '../privacy/screen/optedOutCustomers';

export type IdentityRequest =
	| ({ readonly action: 'link' | 'undo' } & IdPair)
	| { readonly action: 'show'; readonly id: string }
	| { readonly action: 'chooseRule'; readonly rule: SharedDeviceRule };

/** What was done, in a sentence, and who the id is now; of a rule there is only the sentence. */
export type IdentityResult = { readonly done: string } & Partial<IdentityDescription>;

/** Links, undoes, shows and chooses in the order of the requests; neighbours of one kind are one batch. */
export async function manageIdentities(
	engine: Engine,
	requests: readonly IdentityRequest[],
): Promise<Outcome<IdentityResult>[]> {
	const outcomes: Outcome<IdentityResult>[] = [];
	for (let start = 0; start < requests.length; start = outcomes.length) {
		const others = requests.slice(start).findIndex(({ action }) => action !== requests[start].action);
		const end = others < 0 ? requests.length : start + others;
		outcomes.push(...(await runAlike(engine, requests.slice(start, end))));
	}
	// Who is who decides whose objection counts at the door.
	forgetObjectors(engine.store);
	return outcomes;
}

async function runAlike(engine: Engine, requests: readonly IdentityRequest[]): Promise<Outcome<IdentityResult>[]> {
	const [{ action }] = requests;
	switch (action) {
		case 'link': {
			const made = await linkIdentities(engine, requests.filter(isPair));
			return await describeAll(engine, requests, { done: made, verb: 'linked' });
		}
		case 'undo': {
			const undone = await undoLinks(engine, requests.filter(isPair));
			return await describeAll(engine, requests, { done: undone, verb: 'no longer linked' });
		}
		case 'show':
			return await describeAll(engine, requests, { done: requests.map(() => success(0)), verb: 'shown' });
		case 'chooseRule':
			return await chooseRules(engine, requests);
		default:
			return assertNever(action, 'identity action');
	}
}

function isPair(request: IdentityRequest): request is IdentityRequest & IdPair {
	return 'previousId' in request;
}

async function chooseRules(
	engine: Engine,
	requests: readonly IdentityRequest[],
): Promise<Outcome<IdentityResult>[]> {
	for (const request of requests) {
		if (request.action === 'chooseRule') await chooseSharedDeviceRule(engine, request.rule);
	}
	return requests.map(() => success({ done: 'the rule holds for every computation from now on' }));
}

async function describeAll(
	engine: Engine,
	requests: readonly IdentityRequest[],
	{ done, verb }: { readonly done: readonly Outcome<unknown>[]; readonly verb: string },
): Promise<Outcome<IdentityResult>[]> {
	const ids = requests.flatMap((request, index) => (done[index].ok ? [idOf(request)] : []));
	// What was done at this instant is known right after it.
	const descriptions = await describeIdentities(engine, ids, engine.clock.now() + 1);
	let next = 0;
	return requests.map((request, index) => {
		const outcome = done[index];
		if (!outcome.ok) return outcome;
		const description = descriptions[next++];
		return success({ done: sentenceOf(request, verb, description), ...description });
	});
}

function idOf(request: IdentityRequest): string {
	if (request.action === 'show') return request.id;
	return isPair(request) ? request.customerId : '';
}

function sentenceOf(request: IdentityRequest, verb: string, { id, customerId, ids }: IdentityDescription): string {
	if (!isPair(request)) {
		if (customerId === null) return `"${id}" belongs to no customer`;
		return ids.length === 1 ? `"${id}" is one customer with this id alone` : `"${id}" is customer "${customerId}"`;
	}
	const { previousId } = request;
	const pair = `"${previousId}" and "${id}" are ${verb}`;
	if (request.action === 'link' || !ids.includes(previousId)) return pair;
	return `${pair} directly, and still one customer by other links: undo these too to part them`;
}
