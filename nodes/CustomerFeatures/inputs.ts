import { NodeConnectionTypes } from 'n8n-workflow';

const modelInput = { type: NodeConnectionTypes.AiLanguageModel, displayName: 'Model', maxConnections: 1, required: true };
const embeddingsInput = { type: NodeConnectionTypes.AiEmbedding, displayName: 'Embeddings', maxConnections: 1, required: true };

/** The Model or the Embeddings input appears only with the operation and the choice that need it. */
export const customerFeaturesInputs: `={{${string}}}` = `={{ [{ "type": "${NodeConnectionTypes.Main}" }].concat($parameter["operation"] === "understandText" && $parameter["languageModel"] === "chatModel" ? [${JSON.stringify(modelInput)}] : []).concat($parameter["operation"] === "embedText" && $parameter["languageModel"] === "embeddings" ? [${JSON.stringify(embeddingsInput)}] : []) }}`;
