import { NodeOperationError, type INode } from 'n8n-workflow';
import { isCohortsError } from '../../lib';

const remedies = {
	'fix-input': 'Change the value named above and run again.',
	'fix-setup': 'Change the set-up as described above, then run again.',
	'collect-more': 'Nothing is wrong with the workflow: it needs more data.',
	retry: 'The same run may succeed later: set "Retry On Fail" in the settings of the node.',
	report: 'This is a defect of n8n-nodes-cohorts: please report it with the message above.',
} as const;

/** An n8n error with what happened as message and what to do as description. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, {
		message: capitalized(cause.message),
		description: isCohortsError(error) ? remedies[error.remedy] : remedies.report,
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
}

function capitalized(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
