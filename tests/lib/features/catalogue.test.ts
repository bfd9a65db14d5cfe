import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../../lib/events/types';
import { featureExamples } from '../../../lib/features/catalogue/examples';
import { featureCatalogue } from '../../../lib/features/catalogue/index';
import { checkDefinitions } from '../../../lib/features/checkDefinitions';
import { compileFeatures } from '../../../lib/features/compileFeatures';
import { evaluateFeatures } from '../../../lib/features/evaluateFeatures';
import type { FeatureExample } from '../../../lib/features/types';
import { anEvent } from '../../support/anEvent';
import { shareTestStore } from '../../support/shareTestStore';

const store = shareTestStore();

/** The events of an example, of a customer named like the feature. */
function eventsOf(name: string, example: FeatureExample): CustomerEvent[] {
	return example.events.map(({ at, ...parts }) =>
		anEvent({ occurredAt: Date.parse(at), ...parts, customerId: name }),
	);
}

test('every feature has an example, and every example a feature', () => {
	const names = featureCatalogue.map((feature) => feature.name);
	expect(Object.keys(featureExamples).sort()).toEqual([...names].sort());
	expect(() => checkDefinitions(featureCatalogue)).not.toThrow();
});

test('a feature that stands in for another names one of the catalogue', () => {
	const names = featureCatalogue.map((feature) => feature.name);
	const stands = featureCatalogue.flatMap((feature) => feature.standsInFor ?? []);
	expect(stands.length).toBeGreaterThan(0);
	expect(names).toEqual(expect.arrayContaining(stands));
});

test.each(featureCatalogue.map((feature) => [feature.name, feature] as const))(
	'%s says about its example what is expected, read live',
	(name, feature) => {
		const example = featureExamples[name];
		const values = evaluateFeatures([feature], eventsOf(name, example), Date.parse(example.asOf));
		if (example.expected === null) expect(values[name]).toBeNull();
		else expect(values[name]).toBeCloseTo(example.expected, 9);
	},
);

test('every feature says about its example what is expected, read as SQL', async () => {
	const examples = Object.entries(featureExamples);
	await store().recordEvents(examples.flatMap(([name, example]) => eventsOf(name, example)));
	for (const asOf of new Set(examples.map(([, example]) => example.asOf))) {
		const rows = await store().query(
			compileFeatures(
				featureCatalogue,
				{ asOf: Date.parse(asOf), scope: { kind: 'everyone' } },
				store().dialect,
			),
		);
		for (const [name, example] of examples.filter(([, one]) => one.asOf === asOf)) {
			const value = rows.find((row) => row.customer_id === name)?.[name];
			const message = `${name} is ${String(value)}`;
			if (example.expected === null) expect(value, message).toBeNull();
			else expect(value, message).toBeCloseTo(example.expected, 9);
		}
	}
});
