import type { CustomerEvent } from '../events/types';
import { plainNumber } from '../sql/dialect';
import { propertyText } from './propertyText';
import { NUMBER_MAX } from './scale';
import type { EventTest, NumberComparison, NumberSubject, TextSubject } from './types';

type Test = (event: CustomerEvent) => boolean;
type Reading<Value> = (event: CustomerEvent) => Value | null;

const numbers: Readonly<Record<Extract<NumberSubject, { readonly number: string }>['number'], Reading<number>>> = {
	revenueCents: (event) => event.revenueCents,
	refundedCents: ({ revenueCents }) => (revenueCents !== null && revenueCents < 0 ? -revenueCents : null),
	discountCents: (event) => event.discountCents,
	quantity: (event) => believed(event.quantity),
};

const comparisons: Readonly<Record<NumberComparison, (left: number, right: number) => boolean>> = {
	equals: (left, right) => left === right,
	equalsNot: (left, right) => left !== right,
	moreThan: (left, right) => left > right,
	atLeast: (left, right) => left >= right,
	lessThan: (left, right) => left < right,
	atMost: (left, right) => left <= right,
};

/** The live reading of a test of an event; its twin is `compileEventTest`. */
export function matchEventTest(test: EventTest): Test {
	switch (test.is) {
		case 'present':
		case 'missing':
			return presenceTest(test.of, test.is);
		case 'oneOf':
		case 'noneOf':
			return textTest(test.of, (text) => test.texts.includes(text) === (test.is === 'oneOf'));
		case 'contains':
		case 'containsNot':
			return textTest(test.of, (text) => text.includes(test.text) === (test.is === 'contains'));
		case 'startsWith':
			return textTest(test.of, (text) => text.startsWith(test.text));
		default: {
			const number = numberOf(test.of);
			return (event) => compareNumbers(number(event), test.is, test.value) === true;
		}
	}
}

/** Compares a number with another; null where it is not known. Its twin is `compileComparison`. */
export function compareNumbers(number: number | null, is: NumberComparison, value: number): boolean | null {
	return number === null ? null : comparisons[is](number, value);
}

function presenceTest(subject: TextSubject | NumberSubject, is: 'present' | 'missing'): Test {
	const value = 'number' in subject ? rawNumberOf(subject.number) : textOf(subject);
	return (event) => (value(event) === null) === (is === 'missing');
}

function textTest(subject: TextSubject, passes: (text: string) => boolean): Test {
	const read = textOf(subject);
	return (event) => {
		const text = read(event);
		return text !== null && passes(text);
	};
}

function textOf(subject: TextSubject): Reading<string> {
	if ('text' in subject) return (event) => event[subject.text];
	return (event) => propertyText(event.properties, subject.property);
}

const numberPattern = new RegExp(`^(?:${plainNumber})$`);

function numberOf(subject: NumberSubject): Reading<number> {
	if ('number' in subject) return numbers[subject.number];
	return (event) => {
		const text = propertyText(event.properties, subject.property);
		return text !== null && numberPattern.test(text) ? believed(Number(text)) : null;
	};
}

function rawNumberOf(column: Extract<NumberSubject, { readonly number: string }>['number']): Reading<number> {
	return column === 'quantity' ? (event) => event.quantity : numbers[column];
}

function believed(value: number | null): number | null {
	return value !== null && Math.abs(value) <= NUMBER_MAX ? value : null;
}
