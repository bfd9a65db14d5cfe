import { failure, success, type Outcome } from '../core/outcome';
import { askModel, type Asking, type Question } from '../language/askModel';
import { hidePersonal } from '../language/hidePersonal';
import { checkMessage } from './check/checkMessage';
import { composeBody } from './composeBody';
import { placeholdersOf } from './fillPlaceholders';
import { writeMessagePrompt, type WriteMessageAnswer } from './prompts/writeMessage/prompt';
import { layOut, type LaidOut } from './render/layOut';
import { templateScope, type TemplateScope } from './templateScope';
import { personalWordsOf, toPromptData } from './toPromptData';
import type { Message, MessageBrief } from './types';
import { envelope } from './writeFromTemplate';

/**
 * A message in a model's words around our terms, links and names. The failure says why there is none; a
 * service that is away or a refused key throws, as `askModel` does.
 */
export async function writeWithModel(asking: Asking, brief: MessageBrief): Promise<Outcome<Message>> {
	const scope = templateScope(brief);
	const asked = await askModel(asking, toQuestion(brief, scope));
	if (!asked.ok) return failure(asked.error);
	const { answer, usage } = asked.value;
	return success({
		...envelope(brief),
		...compose(answer, scope).laidOut,
		writtenBy: asking.model.name,
		reason: 'every statement was found in the brief',
		usage,
	});
}

function compose(
	answer: WriteMessageAnswer,
	scope: TemplateScope,
): { readonly laidOut: LaidOut; readonly unknown: readonly string[] } {
	const { draft, unknown } = composeBody(answer, scope, placeholdersOf(scope));
	return { laidOut: layOut(draft, { ...scope, brand: scope.brand }), unknown };
}

function toQuestion(brief: MessageBrief, scope: TemplateScope): Question<WriteMessageAnswer> {
	const { name, system, task, shape, outputTokensMax } = writeMessagePrompt;
	const personal = personalWordsOf(brief);
	return {
		system,
		task,
		data: toPromptData(brief, scope),
		shape,
		shapeName: name,
		outputTokensMax,
		check: (answer) => problemsOf(answer, brief, scope).map((problem) => hidePersonal(problem, personal)),
	};
}

/** In sentences for the model, each once. */
function problemsOf(answer: WriteMessageAnswer, brief: MessageBrief, scope: TemplateScope): string[] {
	const { laidOut, unknown } = compose(answer, scope);
	const known = [...placeholdersOf(scope).keys()].map((name) => `{{${name}}}`).join(', ');
	return [
		...new Set([
			...unknown.map((name) => `placeholder "${name}" does not exist; known are ${known}`),
			...checkMessage(laidOut, brief).map(({ where, sentence }) => `${where === 'subject' ? 'subject' : 'text'}: ${sentence}`),
		]),
	];
}
