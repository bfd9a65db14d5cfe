import { InvalidInput } from '../../core/errors';
import type { FeatureDefinition, MoneyTable } from '../../features/types';
import { vocabulary } from '../../features/vocabulary';
import { signedLog } from '../../math/prepareValue';
import type { ProofOutcome } from './types';

const HORIZON_MAX_DAYS = 365;

/** Checks an outcome; InvalidInput names the field and what was expected. */
export function checkOutcome(outcome: ProofOutcome): void {
	const { horizonDays } = outcome;
	if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > HORIZON_MAX_DAYS) {
		throw new InvalidInput(`'Days After' is ${horizonDays}: expected a whole number from 1 to ${HORIZON_MAX_DAYS}`);
	}
	if (outcome.kind === 'conversion' && outcome.eventNames.length === 0) {
		throw new InvalidInput("'Event Names' is empty: expected at least one event, such as \"Subscription Upgraded\"");
	}
}

/** The outcome as a feature as of the end of the horizon: what a customer did in its days. */
export function outcomeFeature(outcome: ProofOutcome, money: MoneyTable | undefined): FeatureDefinition {
	const window = { fromDays: outcome.horizonDays, toDays: 0 };
	const base = { name: 'outcomeOfProof', label: outcomeLabel(outcome), missing: 'zero' } as const;
	switch (outcome.kind) {
		case 'revenue':
			return {
				...base,
				unit: 'cents',
				value: { kind: 'sum', of: 'revenueCents', where: vocabulary.money, window },
				...(money === undefined ? {} : { money }),
			};
		case 'retention':
			return { ...base, unit: 'count', value: { kind: 'count', where: vocabulary.activity, window } };
		case 'conversion':
			return { ...base, unit: 'count', value: { kind: 'count', where: { names: outcome.eventNames }, window } };
	}
}

export function outcomeLabel(outcome: ProofOutcome): string {
	const after = `in the ${outcome.horizonDays} days after`;
	switch (outcome.kind) {
		case 'revenue':
			return `revenue ${after}`;
		case 'retention':
			return `whether customers were active ${after}`;
		case 'conversion':
			return `whether ${outcome.eventNames.join(' or ')} happened ${after}`;
	}
}

/** An outcome as it is shown: cents, or whether it happened. */
export function rawOutcome(outcome: ProofOutcome, value: number): number {
	return outcome.kind === 'revenue' ? value : value > 0 ? 1 : 0;
}

/** And as it is judged: money on a logarithmic scale, because a few large orders would drown all else. */
export function judgedOutcome(outcome: ProofOutcome, value: number): number {
	return outcome.kind === 'revenue' ? signedLog(value / 100) : rawOutcome(outcome, value);
}
