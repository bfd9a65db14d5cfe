import { expect, test } from 'vitest';
import { protectedTraitOf } from '../../../lib/privacy/protectedTraits';

test.each([
	['gender', 'gender'],
	['customerGender', 'gender'],
	['is_pregnant', 'pregnant'],
	['age', 'age'],
	['ageGroup', 'age'],
	['customer_age_years', 'age'],
	['dateOfBirth', 'date of birth'],
	['Birthdate', 'birthdate'],
	['maritalStatus', 'marital'],
	['traits.religion', 'religion'],
	['ETHNICITY', 'ethnicity'],
	['tradeUnionMember', 'trade union'],
	['disabled', 'disabled'],
])('%s speaks of the protected trait %s', (name, trait) => {
	expect(protectedTraitOf(name)).toBe(trait);
});

test.each([
	'pageViewsLast30Days',
	'averageOrderValue',
	'usageBreadth',
	'accountAgeDays',
	'daysSinceLastOrder',
	'customerHealthScore',
	'notificationsDisabled',
	'messagesOpened',
	'essexOrders',
	'',
])('%s speaks of none', (name) => {
	expect(protectedTraitOf(name)).toBeUndefined();
});
