import type { NamePattern } from '../types';

/** Who is going, gone, or in trouble. */
export const leavingPatterns: readonly NamePattern[] = [
	{
		name: 'Fading Regulars', when: { trend: -1, recentOrders: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Ask what changed and remind them of what they liked, before offering anything.',
	},
	{
		name: 'Fading Customers', when: { trend: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Reach out now, while they still come: ask what is missing.',
	},
	{
		name: 'Lapsed Big Spenders', when: { spend: 1, recentOrders: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Win them back personally; they are worth a call.',
	},
	{
		name: 'Lapsed Customers', when: { recentOrders: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Send one honest win-back message with the best reason to return.',
	},
	{
		name: 'Sleeping Accounts', when: { recentActivity: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Send one win-back message; if it stays unread, write less often.',
	},
	{
		name: 'Long-Gone Customers', when: { recentActivity: -1, recentOrders: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Try one last message, then stop writing: silence protects your sender reputation.',
	},
	{
		name: 'Drifting Customers', when: { activity: -1, recentActivity: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Ask what is missing and give them one good reason to come back.',
	},
	{
		name: 'Quiet Customers', when: { activity: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Give them one clear reason to come back, and write rarely.',
	},
	{
		name: 'Quiet Seldom Buyers', when: { activity: -1, orders: -1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Write rarely and only with something new; find out what they came for.',
	},
	{
		name: 'Struggling Users', when: { errors: 1 }, suggestedPurpose: 'help',
		suggestedAction: 'Help first: fix what fails and hold back offers until it works.',
	},
	{
		name: 'Frustrated Users', when: { errors: 1, satisfaction: -1 }, suggestedPurpose: 'help',
		suggestedAction: 'Call before selling: solve the errors they meet, then ask again.',
	},
	{
		name: 'Help Seekers', when: { support: 1 }, suggestedPurpose: 'help',
		suggestedAction: 'Answer the common questions before they ask.',
	},
	{
		name: 'Struggling Help Seekers', when: { support: 1, errors: 1 }, suggestedPurpose: 'help',
		suggestedAction: 'Help first: offer a call, fix what fails, and hold back offers until it works.',
	},
	{
		name: 'Unhappy Customers', when: { satisfaction: -1 }, suggestedPurpose: 'help',
		suggestedAction: 'Listen first: ask what went wrong and put it right.',
	},
	{
		name: 'Downgraders', when: { downgrades: 1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Ask why, and keep what still serves them.',
	},
	{
		name: 'Likely Leavers', when: { churnRisk: 1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Reach out before they leave: ask, help, then offer.',
	},
	{
		name: 'Valuable But Leaving', when: { churnRisk: 1, spend: 1 }, suggestedPurpose: 'winBack',
		suggestedAction: 'Call them: high value and high risk come first.',
	},
];
