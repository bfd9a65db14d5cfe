import { centsOf } from '../../core/cents';
import type { EventCondition, EventTest as ConditionTest, NumberSubject, TextSubject } from '../../features/types';
import { vocabulary } from '../../features/vocabulary';
import { numberFields, type EventFilter, type EventTest, type NumberField, type AmountComparison, type OfNumber, type OfText, type TextComparison } from './types';

const numbers: Readonly<Record<NumberField, Extract<NumberSubject, { readonly number: string }>['number']>> = {
	revenue: 'revenueCents',
	refund: 'refundedCents',
	discount: 'discountCents',
	quantity: 'quantity',
};

/** The events of a filter in the words of features; without names, whatever the customer did. */
export function toCondition({ names, where }: EventFilter): EventCondition {
	return {
		...(names === undefined ? vocabulary.activity : { names }),
		...(where === undefined ? {} : { tests: where.map(toConditionTest) }),
	};
}

function toConditionTest(test: EventTest): ConditionTest {
	switch (test.is) {
		case 'present':
		case 'missing':
			return { is: test.is, of: subjectOf(test) };
		case 'oneOf':
		case 'noneOf':
			return { is: test.is, of: textOf(test), texts: test.values };
		case 'contains':
		case 'containsNot':
		case 'startsWith':
			return { is: test.is, of: textOf(test), text: test.value };
		default:
			return toComparison(test);
	}
}

function toComparison(test: TextComparison | AmountComparison): ConditionTest {
	if (typeof test.value === 'number') {
		const isMoney = 'field' in test && test.field !== 'quantity';
		return { is: test.is, of: numberOf(test as OfNumber), value: isMoney ? centsOf(test.value) : test.value };
	}
	return { is: test.is === 'equals' ? 'oneOf' : 'noneOf', of: textOf(test as OfText), texts: [test.value] };
}

function subjectOf(of: OfText | OfNumber): TextSubject | NumberSubject {
	const isNumber = 'field' in of && (numberFields as readonly string[]).includes(of.field);
	return isNumber ? numberOf(of as OfNumber) : textOf(of as OfText);
}

function textOf(of: OfText): TextSubject {
	return 'property' in of ? { property: of.property } : { text: of.field };
}

function numberOf(of: OfNumber): NumberSubject {
	return 'property' in of ? { property: of.property } : { number: numbers[of.field] };
}
