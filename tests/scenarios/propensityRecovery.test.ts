import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importEvents } from '../../lib/events/importEvents';
import { resolveAsOf } from '../../lib/events/resolveAsOf';
import { computeSnapshot } from '../../lib/features/computeSnapshot';
import { scoreCustomers } from '../../lib/propensity/scoreCustomers';
import { trainPropensity } from '../../lib/propensity/trainPropensity';
import { writeSimulation } from '../../scripts/simulate/writeSimulation';
import { openTestEngine } from '../support/openTestEngine';
import { temporaryFolder } from '../support/openTestStore';

/** Simulated customers buy and upgrade for several reasons at once: no single feature may do as well as the model. */
test('predictions of simulated customers beat their best single feature by 0.05, with honest probabilities', async () => {
	const folder = await temporaryFolder();
	const { files } = await writeSimulation({ customers: 3_000 }, folder);
	const engine = await openTestEngine({ today: '2025-07-01' });
	await importEvents(engine, { path: join(folder, files.events) });
	await computeSnapshot(engine, { asOf: await resolveAsOf(engine, { mode: 'lastEvent' }) });

	for (const event of ['Order Completed', 'Subscription Upgraded']) {
		const { model, evaluation } = await trainPropensity(engine, {
			outcome: { kind: 'happens', eventNames: [event], horizonDays: 30 },
			snapshot: 'latest',
		});
		expect(evaluation.auc.value).toBeGreaterThan(evaluation.bestSingleFeature.auc + 0.05);
		expect(evaluation.ece).toBeLessThan(0.05);
		expect(evaluation.brier).toBeLessThan(evaluation.brierOfBaseRate);
		const { expected } = await scoreCustomers(engine, { model, snapshot: 'latest' });
		expect(expected).toBeGreaterThan(0.5 * evaluation.positives);
		expect(expected).toBeLessThan(2 * evaluation.positives);
	}
}, 300_000);
