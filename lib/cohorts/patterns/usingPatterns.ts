import type { NamePattern } from '../types';

/** How people use, learn and look around. */
export const usingPatterns: readonly NamePattern[] = [
	{
		name: 'Price Checkers', when: { pricing: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Show what the price includes, and offer a talk before a discount.',
	},
	{
		name: 'Integration Evaluators', when: { integrations: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Send the set-up guide for their tools and offer a technical call.',
	},
	{
		name: 'Plan Comparers', when: { pricing: 1, integrations: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Help them compare: a plan overview, integrations and a technical call.',
	},
	{
		name: 'New Arrivals', when: { tenure: -1 }, suggestedPurpose: 'onboard',
		suggestedAction: 'Lead them to the first success within a week.',
	},
	{
		name: 'Eager Newcomers', when: { tenure: -1, activity: 1 }, suggestedPurpose: 'onboard',
		suggestedAction: 'Keep the momentum: show the next step after each thing they try.',
	},
	{
		name: 'Power Users', when: { activity: 1, breadth: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Show advanced functions, invite them to tests, and ask for referrals.',
	},
	{
		name: 'Busy Users', when: { activity: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Show a function that saves them time.',
	},
	{
		name: 'Curious Explorers', when: { breadth: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Tell them what else there is, in depth.',
	},
	{
		name: 'One-Feature Users', when: { breadth: -1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Introduce the one function that most people find second.',
	},
	{
		name: 'Growing Data Exporters', when: { exports: 1, upgrades: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Show them scheduled reports and what the next plan adds.',
	},
	{
		name: 'Data Exporters', when: { exports: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Offer scheduled reports and integrations.',
	},
	{
		name: 'Keen Searchers', when: { searches: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Answer what they searched for and did not find.',
	},
	{
		name: 'Webinar Learners', when: { webinars: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Invite them to the next session and follow up with what it showed.',
	},
	{
		name: 'Avid Readers', when: { content: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Send the best new article, with one step to try it.',
	},
	{
		name: 'Learners', when: { webinars: 1, content: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Offer a learning path: sessions, articles, and a way to practise.',
	},
	{
		name: 'Email Fans', when: { email: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'E-mail works here: send recommendations and news by mail.',
	},
	{
		name: 'Email Skippers', when: { email: -1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Write less by e-mail and try another channel.',
	},
	{
		name: 'App Responders', when: { push: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Reach them by push, sparingly.',
	},
	{
		name: 'In-App Clickers', when: { inApp: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Guide them inside the product.',
	},
	{
		name: 'Happy Promoters', when: { satisfaction: 1 }, suggestedPurpose: 'reward',
		suggestedAction: 'Ask for a review or a referral.',
	},
	{
		name: 'Growing Accounts', when: { trend: 1 }, suggestedPurpose: 'educate',
		suggestedAction: 'Show the next plan or product while things go well.',
	},
	{
		name: 'Recent Upgraders', when: { upgrades: 1 }, suggestedPurpose: 'onboard',
		suggestedAction: 'Help them get the value they just paid for.',
	},
	{
		name: 'Evening Visitors', when: { evening: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Write in the early evening.',
	},
	{
		name: 'Night Owls', when: { night: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Write late in the day.',
	},
	{
		name: 'Weekend Visitors', when: { weekend: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Write on Friday afternoon or Saturday morning.',
	},
	{
		name: 'Mobile Browsers', when: { mobile: 1 }, suggestedPurpose: 'recommend',
		suggestedAction: 'Keep messages short and pages fast on a phone.',
	},
];
