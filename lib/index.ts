/** The only door of the engine: what nodes may use. */
export type { Clock } from './core/clock';
export { DAY_MILLISECONDS, systemClock, toIso } from './core/clock';
export {
	InvalidInput,
	isCohortsError,
	NotEnoughData,
	ServiceUnavailable,
	SetupNeeded,
} from './core/errors';
export { failure, success, type Outcome } from './core/outcome';
export { seededRandom } from './core/random';

export type { Compute } from './compute/types';
export { openCompute } from './compute/openCompute';

export type { Engine, HttpRequest, HttpResponse, Notify, Request } from './engine';
export type { LanguageModel } from './language/types';
export { openDuckDbStore } from './store/duckdb/openDuckDbStore';
export type { FileFormat, ImportField, Store } from './store/types';

export { importEvents, type ImportRequest, type ImportSummary } from './events/importEvents';
export { parseEvents } from './events/parseEvents';
export { assessReadiness, type Readiness } from './events/readiness';
export { recordEvents } from './events/recordEvents';
export { resolveAsOf, type AsOf } from './events/resolveAsOf';
export { sources, type SourceName } from './events/sources';
export type { CustomerEvent, RecordReceipt } from './events/types';

export { listModels, listSegments, listSnapshots } from './journeys/listStored';

export { openAnthropic } from './language/anthropic/openAnthropic';
export { openChatModel, type ChatModel } from './language/chatModel/openChatModel';
export { openOpenAi } from './language/openai/openOpenAi';
