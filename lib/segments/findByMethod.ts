import type { PreparedFeatures } from './prepareFeatures';
import { algorithmOf, findByAlgorithm, RECOMMENDED, type FoundByMethod, type MethodRequest, type Working } from './findByAlgorithm';
import { compareMethods } from './recommend/compareMethods';

/** Clusters by the algorithm asked for, or by the one recommended, with progress for people. InvalidInput for a method that does not exist. */
export async function findByMethod(
	engine: Working,
	method: string,
	{ prepared, request }: { readonly prepared: PreparedFeatures; readonly request: MethodRequest },
): Promise<FoundByMethod> {
	if (method !== RECOMMENDED) return await findByAlgorithm(engine, algorithmOf(method), { prepared, request });
	const { recommended, sentence, clusters = request.clusters } = await compareMethods(engine, { prepared, request });
	const result = await findByAlgorithm(engine, algorithmOf(recommended), { prepared, request: { ...request, clusters } });
	return { ...result, found: { ...result.found, notes: [sentence, ...result.found.notes] } };
}
