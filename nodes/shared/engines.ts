import { keepDropped, openCompute, type Compute, type Store } from '../../lib';
import { openStore, storeKey, type StoreSettings } from './storeSettings';

/** What one process shares between all nodes over one store. */
export interface SharedParts {
	readonly store: Store;
	readonly compute: Compute;
}

interface Opened {
	readonly parts: Promise<SharedParts>;
	borrowers: number;
	/** Asked to close as soon as nobody uses it. */
	closing: boolean;
	/** Closing has begun; whoever comes now waits for it and opens anew. */
	closed?: Promise<void>;
}

/** On globalThis, because a reload of the package makes a second copy of this module in one process. */
const registryKey = Symbol.for('n8n-nodes-cohorts.engines');

function registry(): Map<string, Opened> {
	const holder = globalThis as { [registryKey]?: Map<string, Opened> };
	holder[registryKey] ??= new Map();
	return holder[registryKey];
}

/** Lends the parts of a store to one piece of work; opens them when nobody has yet. */
export async function borrowParts<Result>(
	settings: StoreSettings,
	work: (parts: SharedParts) => Promise<Result>,
): Promise<Result> {
	const opened = openOnce(settings);
	opened.borrowers += 1;
	try {
		return await work(await opened.parts);
	} finally {
		opened.borrowers -= 1;
		if (opened.closing && opened.borrowers === 0) await close(storeKey(settings), opened);
	}
}

function openOnce(settings: StoreSettings): Opened {
	const key = storeKey(settings);
	const known = registry().get(key);
	if (known !== undefined && known.closed === undefined) return known;
	const parts = openParts(settings, known?.closed);
	const opened: Opened = { parts, borrowers: 0, closing: false };
	registry().set(key, opened);
	parts.catch(() => forget(key, opened));
	closeOnSignals();
	return opened;
}

/** Never two at once on one store: an embedded database locks out other processes, not its own. */
async function openParts(settings: StoreSettings, before: Promise<void> | undefined): Promise<SharedParts> {
	await before?.catch(() => undefined);
	const store = await openStore(settings);
	return { store, compute: openCompute() };
}

/** Flushes and closes every store nobody uses, and the others as soon as they are returned. */
export async function closeEngines(): Promise<void> {
	for (const [key, opened] of registry()) {
		opened.closing = true;
		if (opened.borrowers === 0) await close(key, opened);
	}
}

async function close(key: string, opened: Opened): Promise<void> {
	opened.closed ??= closeParts(opened).finally(() => forget(key, opened));
	await opened.closed;
}

async function closeParts(opened: Opened): Promise<void> {
	const parts = await opened.parts.catch(() => undefined);
	// Counts alone are not worth a store that stays open.
	if (parts !== undefined) await keepDropped(parts.store).catch(() => undefined);
	await parts?.store.close();
	await parts?.compute.close();
}

function forget(key: string, opened: Opened): void {
	if (registry().get(key) === opened) registry().delete(key);
}

const signalsKey = Symbol.for('n8n-nodes-cohorts.signals');

function closeOnSignals(): void {
	const holder = globalThis as { [signalsKey]?: true };
	if (holder[signalsKey] === true) return;
	holder[signalsKey] = true;
	process.once('SIGTERM', () => void closeEngines());
	process.once('SIGINT', () => void closeEngines());
}
