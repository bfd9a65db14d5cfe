import { expect } from 'vitest';
import type { CustomerEvent } from '../../lib/events/types';
import type { Row } from '../../lib/store/types';

function columnOf(field: string): string {
	return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Each expected event is found in exactly one row, and no row is left over. Clocks are corrected by up to a few ms. */
export function expectOnce(rows: readonly Row[], expected: readonly Partial<CustomerEvent>[]) {
	const left = [...rows];
	for (const { occurredAt, properties, ...fields } of expected) {
		const wanted = Object.entries(fields).map(([field, value]) => [columnOf(field), value] as const);
		const found = left.findIndex((row) => {
			const hasFields = wanted.every(([column, value]) => row[column] === value);
			return hasFields && Object.entries(properties ?? {}).every(([name, value]) => isSame(propertiesOf(row)[name], value));
		});
		expect(found, `${JSON.stringify({ ...fields, properties })} among ${JSON.stringify(left)}`).not.toBe(-1);
		const [row] = left.splice(found, 1);
		if (occurredAt !== undefined) expect(Math.abs(Number(row.occurred_at) - occurredAt)).toBeLessThan(10_000);
		expect(row.excluded).toBeNull();
	}
	expect(left).toEqual([]);
}

function propertiesOf(row: Row): Readonly<Record<string, unknown>> {
	return row.properties as Record<string, unknown>;
}

function isSame(left: unknown, right: unknown): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}
