import type { Dialect } from '../sql/dialect';
import { joinSql, numberLiteral, sql, type Sql } from '../sql/sql';
import { eventTexts } from './eventTexts';
import { NUMBER_MAX } from './scale';
import type { EventTest, NumberComparison, NumberSubject, TextSubject } from './types';

const texts: Readonly<Record<Extract<TextSubject, { readonly text: string }>['text'], Sql>> = eventTexts;

const numbers: Readonly<Record<Extract<NumberSubject, { readonly number: string }>['number'], Sql>> = {
	revenueCents: sql`revenue_cents`,
	refundedCents: sql`(case when revenue_cents < 0 then -revenue_cents end)`,
	discountCents: sql`discount_cents`,
	quantity: sql`quantity`,
};

const comparisons: Readonly<Record<NumberComparison, Sql>> = {
	equals: sql`=`,
	equalsNot: sql`<>`,
	moreThan: sql`>`,
	atLeast: sql`>=`,
	lessThan: sql`<`,
	atMost: sql`<=`,
};

/** SQL that is true for events that pass a test, and false or null for others; its twin is `matchEventTest`. */
export function compileEventTest(test: EventTest, dialect: Dialect): Sql {
	switch (test.is) {
		case 'present':
			return sql`${valueOf(test.of, dialect)} is not null`;
		case 'missing':
			return sql`${valueOf(test.of, dialect)} is null`;
		case 'oneOf':
			return sql`${textOf(test.of, dialect)} in (${joinSql(test.texts)})`;
		case 'noneOf':
			return sql`${textOf(test.of, dialect)} not in (${joinSql(test.texts)})`;
		case 'contains':
			return sql`position(${test.text} in ${textOf(test.of, dialect)}) > 0`;
		case 'containsNot':
			return sql`position(${test.text} in ${textOf(test.of, dialect)}) = 0`;
		case 'startsWith':
			return sql`position(${test.text} in ${textOf(test.of, dialect)}) = 1`;
		default: {
			const number = numberOf(test.of, dialect);
			return sql`(abs(${number}) <= ${bound(test.of)} and ${number} ${comparisons[test.is]} ${numberLiteral(test.value)})`;
		}
	}
}

/** SQL that compares a number with another; null where it is not known. */
export function compileComparison(number: Sql, is: NumberComparison, value: number): Sql {
	return sql`(${number} ${comparisons[is]} ${numberLiteral(value)})`;
}

/** Cents are what the store made of them; other numbers beyond this are a mistake of their sender. */
function bound(subject: NumberSubject): Sql {
	const isCents = 'number' in subject && subject.number !== 'quantity';
	return numberLiteral(isCents ? Number.MAX_SAFE_INTEGER : NUMBER_MAX);
}

function valueOf(subject: TextSubject | NumberSubject, dialect: Dialect): Sql {
	return 'number' in subject ? numbers[subject.number] : textOf(subject, dialect);
}

function textOf(subject: TextSubject, dialect: Dialect): Sql {
	return 'text' in subject ? texts[subject.text] : dialect.property(sql`properties`, subject.property);
}

function numberOf(subject: NumberSubject, dialect: Dialect): Sql {
	return 'number' in subject ? numbers[subject.number] : dialect.toNumber(textOf(subject, dialect));
}
