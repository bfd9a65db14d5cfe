import type { Engine } from '../engine';
import { consentOf } from './consentOf';
import type { ConsentState, GateName, GateVerdict, Purpose, UnknownConsent } from './types';

interface Gate {
	readonly purpose: Purpose;
	/** Whether a customer who never stated anything is refused. */
	readonly needsYes: boolean;
	/** Completes "this customer may not be …". */
	readonly refusal: string;
}

/**
 * Profiling is refused to those who objected (Art. 21); writing to somebody needs a yes (Art. 6 and 7), unless
 * the owner decides otherwise on purpose.
 */
export const gates: Readonly<Record<GateName, Gate>> = {
	train: { purpose: 'profiling', needsYes: false, refusal: 'used for training' },
	score: { purpose: 'profiling', needsYes: false, refusal: 'scored' },
	generate: { purpose: 'profiling', needsYes: false, refusal: 'described to a text writer' },
	send: { purpose: 'marketing', needsYes: true, refusal: 'written to' },
};

/** Whether a consent opens a gate. `unknownConsent: 'send'` lets those pass who were never asked, nobody else. */
export function passGate(
	name: GateName,
	state: ConsentState,
	unknownConsent: UnknownConsent = 'withhold',
): GateVerdict {
	const gate = gates[name];
	if (state === 'granted') return { pass: true };
	if (state === 'withdrawn') {
		return { pass: false, reason: `consent to ${gate.purpose} was withdrawn: not ${gate.refusal}` };
	}
	if (!gate.needsYes || unknownConsent === 'send') return { pass: true };
	return { pass: false, reason: `consent to ${gate.purpose} is not known: not ${gate.refusal}` };
}

/** Asks a gate for each customer, in the order of the ids, with what is known before `asOf`. */
export async function askGate(
	engine: Pick<Engine, 'store'>,
	customerIds: readonly string[],
	question: { readonly gate: GateName; readonly asOf: number; readonly unknownConsent?: UnknownConsent },
): Promise<GateVerdict[]> {
	const { gate, asOf, unknownConsent } = question;
	const states = await consentOf(engine, customerIds, { purpose: gates[gate].purpose, asOf });
	return states.map((state) => passGate(gate, state, unknownConsent));
}
