import { InvalidInput } from '../../core/errors';
import type { Engine } from '../../engine';
import { readTextModels, type TextModel } from '../../features/textModels';

/** The text model asked for, or the newest; undefined before any text was read. */
export async function chooseTextModel(engine: Engine, wanted: string | undefined): Promise<TextModel | undefined> {
	const models = await readTextModels(engine);
	if (wanted === undefined) return models[0];
	const found = models.find(({ id }) => id === wanted);
	if (found !== undefined) return found;
	throw new InvalidInput(`text model "${wanted}" is not in the customer store: run Customer Features · Embed Text, or choose "From Input or Latest"`);
}
