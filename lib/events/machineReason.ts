import { isbot } from 'isbot';
import { isObject, textOf } from '../core/parse';
import { plainName } from './fieldNames';
import type { ExclusionReason } from './types';

/** Properties that hold the browser or app that acted, by plain name. */
export const userAgentNames: readonly string[] = ['useragent', 'rawuseragent', 'contextuseragent'];

/** Flags by which senders say that a machine acted, by plain name. */
export const machineFlags: readonly string[] = [
	'machineopen', 'sgmachineopen', 'ismachineopen', 'ismachine', 'prefetched', 'isprefetched', 'isprefetch',
	'machineclick', 'ismachineclick', 'bot', 'isbot',
];

/** Texts of a flag that mean yes. */
export const yesFlags: readonly string[] = ['true', '1', 'yes'];

/** E-mail services' names of an open and a click, by plain name. */
const opens: readonly string[] = ['emailopened', 'emailopen', 'open', 'opened'];
const clicks: readonly string[] = ['emailclicked', 'emaillinkclicked', 'emailclick', 'click', 'clicked'];

/** Products that follow every link of a mail before a person sees it. */
const scanners = /barracuda|mimecast|proofpoint|safelinks|trend ?micro|fortimail|sophos|symantec|cloudmark|messagelabs|ironport/i;

/** An agent that presents itself as a browser or names itself a crawler: libraries of servers and apps are neither. */
const judged = /mozilla\/|bot|crawl|spider|slurp|headless/i;

/** They fetch a mail's pictures for a person who opened it, and call themselves neither browser nor person. */
const personsProxies = /GoogleImageProxy|YahooMailProxy/;

/**
 * Why no person did this, as far as the sender's flags and the agent tell; undefined for a person, or nobody knows.
 * Apple Mail Privacy Protection opens every mail with the bare agent "Mozilla/5.0". Gmail's and Yahoo's proxies are
 * no such machines: they fetch when a person opens.
 */
export function machineReason(event: {
	readonly name: string;
	readonly userAgent?: string;
	readonly properties: Readonly<Record<string, unknown>>;
}): ExclusionReason | undefined {
	const act = plainName(event.name);
	const byWhom = whoActs(act);
	if (isFlagged(event.properties)) return byWhom;
	const agent = event.userAgent ?? agentIn(event.properties);
	if (agent === undefined) return undefined;
	if (isKnownMachine(agent, byWhom)) return byWhom;
	return isBot(agent) ? 'bot' : undefined;
}

function whoActs(act: string): ExclusionReason {
	if (opens.includes(act)) return 'machineOpen';
	return clicks.includes(act) ? 'linkScanner' : 'bot';
}

/** Machines that give themselves away only together with what they did. */
function isKnownMachine(agent: string, byWhom: ExclusionReason): boolean {
	return (byWhom === 'machineOpen' && agent === 'Mozilla/5.0') || (byWhom === 'linkScanner' && scanners.test(agent));
}

function isBot(agent: string): boolean {
	return judged.test(agent) && !personsProxies.test(agent) && isbot(agent);
}

function isFlagged(properties: Readonly<Record<string, unknown>>): boolean {
	return Object.entries(properties).some(
		([name, value]) => machineFlags.includes(plainName(name)) && yesFlags.includes(String(value).toLowerCase()),
	);
}

function agentIn(properties: Readonly<Record<string, unknown>>): string | undefined {
	for (const [name, value] of Object.entries(properties)) {
		if (userAgentNames.includes(plainName(name)) && !isObject(value)) return textOf(value);
	}
	return undefined;
}
