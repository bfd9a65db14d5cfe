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
export { attempt } from './core/attempt';
export { failure, success, type Outcome } from './core/outcome';
export { seededRandom } from './core/random';

export type { Compute } from './compute/types';
export { openCompute } from './compute/openCompute';

export type { Engine, HttpRequest, HttpResponse, Notify, Request } from './engine';
export type { LanguageModel } from './language/types';
export { openClickHouseStore } from './store/clickhouse/openClickHouseStore';
export { openDuckDbStore } from './store/duckdb/openDuckDbStore';
export { openPostgresStore } from './store/postgres/openPostgresStore';
export { clickHouseRows, type ClickHouseConnection } from './store/tables/clickHouseRows';
export { duckDbRows } from './store/tables/duckDbRows';
export { postgresRows, type PostgresConnection } from './store/tables/postgresRows';
export type { Selection } from './store/tables/selection';
export type { BulkSource, FileFormat, ImportField, Store } from './store/types';

export type { ImportRequest } from './events/importEvents';
export { sharedDeviceRules } from './events/knownIdentities';
export { openRequestBudget, type RequestBudget } from './events/openRequestBudget';
export type { EventMapping } from './events/mappedEvents';
export { parseItem, parseMappedItem } from './events/parseItem';
export { type Readiness } from './events/readiness';
export { resolveAsOf, type AsOf } from './events/resolveAsOf';
export { sources, type SourceName } from './events/sources';
export type { CustomerEvent, RecordReceipt, SentRequest, SourceAnswer } from './events/types';

export { checkReadiness, type CheckedReadiness } from './journeys/checkReadiness';
export { collectRequest, type CollectedRequest, type Gate } from './journeys/collectRequest';
export { importScreened, type ScreenedImport } from './journeys/importScreened';
export { manageIdentities, type IdentityRequest, type IdentityResult } from './journeys/manageIdentities';
export { listEvents, listModels, listSegments, listSnapshots, listTextModels } from './journeys/listStored';

export { openAnthropic } from './language/anthropic/openAnthropic';
export { openChatModel, type ChatModel } from './language/chatModel/openChatModel';
export { openEmbeddings, type Embeddings } from './language/embeddings/openEmbeddings';
export { openOpenAi } from './language/openai/openOpenAi';
export { openOpenAiEmbedder } from './language/openai/openOpenAiEmbedder';
export type { Embedder } from './language/types';

export { recordScreened, recordScreenedEach, type ScreenedRecord } from './privacy/screen/recordScreened';
export { keepDropped } from './privacy/screen/droppedCounts';
export { droppedKinds, type DroppedCounts, type ScreenPolicy } from './privacy/screen/types';
export { computeSnapshot } from './features/computeSnapshot';
export { defineAdded } from './features/defineAdded';
export type { OwnCondition, OwnFeature } from './features/ownFeature';
export type { SqlFeature } from './features/sqlFeature';
export { embedCustomerTexts, type EmbeddedCustomerTexts } from './features/embedCustomerTexts';
export { textSources, type TextSource } from './features/textSources';
export { previewFeature, type FeaturePreview } from './features/previewFeature';
export type { FeatureDefinition, MoneyTable } from './features/types';
export { understandItems, type UnderstoodItems } from './features/understandItems';
export { understandTickets, type TicketRequest, type UnderstoodTickets } from './features/understandTickets';
export { listRfmCustomers } from './features/rfm/listCustomers';
export { scoreItems, type RfmCustomer, type RfmItemsRequest } from './features/rfm/scoreItems';
export { scoreRfm } from './features/rfm/scoreRfm';
export type { RfmRequest, RfmResult, RfmSegmentSummary, RfmTies } from './features/rfm/types';
export { chooseOffers } from './offers/chooseOffers';
export { defaultAssumptions, defaultOffers } from './offers/catalogue';
export { parseOffers } from './offers/parseOffers';
export { offerPolicies } from './offers/policies';
export type { OfferRequest } from './offers/prepareRequest';
export type { Offer, OfferDecision } from './offers/types';
export { assignCustomers, type LiveAssignment } from './segments/assignCustomers';
export { explainCustomers, type SegmentExplanation } from './segments/explainCustomers';
export { defineRule, retireRule, type DefinedRule, type RuleRequest } from './segments/rules/defineRule';
export { enterLive, type LiveEntry } from './segments/rules/enterLive';
export { refreshRules, type RefreshedRule } from './segments/rules/refreshRules';
export type { RuleSegment } from './segments/rules/ruleSegment';
export { getMembers, presentSegments, type MembersPage } from './segments/getMembers';
export {
	countChanges,
	positionBeforeLatest,
	presentPosition,
	readChanges,
	type ChangePosition,
	type MembershipChange,
} from './segments/membershipChanges';
export { proveSegments, type ProofRequest } from './segments/proof/proveSegments';
export type { Estimate, ProofOutcome, SegmentProof } from './segments/proof/types';
export { confirmSync, syncAudience, type SyncDifference, type SyncRequest } from './segments/syncAudience';
export { compareSegments, type CompareRequest, type Comparison } from './segments/compareSegments';
export { computeCustomerVectors, type CustomerVectors, type VectorRequest } from './segments/customerVector/computeCustomerVectors';
export { findLookAlikes, type LookAlikeRequest, type LookAlikes } from './segments/lookAlikes/findLookAlikes';
export type { Discovery, DiscoverRequest, Member, PresentSegments, Segment } from './segments/types';
export { reportFileName, reportSegments } from './journeys/reportSegments';
export type { ReportEmail } from './report/types';
export { drawDiscovery, drawItemDiscovery } from './journeys/drawDiscovery';
export type { DrawnPlot } from './journeys/drawPlots';
export { drawRfm } from './journeys/drawRfm';
export { discoverSegments } from './segments/discoverSegments';
export { discoverInItems, type ItemDiscovery, type ItemsRequest } from './segments/items/discoverInItems';
export { compareInStore, type StoreComparison, type StoreComparisonRequest } from './segments/recommend/compareInStore';
export type { MethodResult } from './segments/recommend/types';
export { segmentMethods } from './segments/segmentMethods';
export { nameSegments, type NameSegmentsOptions } from './cohorts/nameSegments';
export { messagePurposes, type CohortName, type MessagePurpose } from './cohorts/types';
export { writeEmails, type EmailRequest, type WrittenEmail } from './journeys/writeEmails';
export { openBudget, type Budget, type Prices } from './language/openBudget';
export type { Brand, MessageOffer, MessageTone } from './messages/types';
export type { WriteMessagesOptions } from './messages/writeMessages';
export { deliverMessages, type DeliveryOptions } from './delivery/deliverMessages';
export { destinations } from './delivery/destinations';
export { settleDelivery, type DeliveryOutcome } from './delivery/settleDelivery';
export type { Destination, OutgoingMessage, Receipt } from './delivery/types';
export { evaluatePropensity, type EvaluatedPropensity } from './propensity/evaluatePropensity';
export type { OutcomeRequest } from './propensity/readOutcome';
export { scoreCustomers, type ScoredCustomers, type ScoreRequest } from './propensity/scoreCustomers';
export { trainPropensity, type TrainedPropensity, type TrainRequest } from './propensity/trainPropensity';
export type { PropensityEvaluation } from './propensity/types';
export { findResponseScore } from './offers/findResponseScore';
