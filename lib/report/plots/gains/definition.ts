import type { Pen, PlotDefinition, PlotSpec } from '../types';

/** Customers in equal groups by score, the most likely first. `observed`: share to which it happened, in [0, 1]. */
export interface Gains {
	/** What is predicted: "an order in the next 30 days". */
	readonly outcome: string;
	readonly groups: readonly { readonly customers: number; readonly observed: number }[];
}

interface Step {
	readonly contacted: number;
	readonly reached: number;
	readonly lift: number;
	readonly group: string;
}

const gap = 44;
/** More bars leave no room for a figure above each. */
const labelsMax = 12;
/** Ticks and title on the left, and the last tick's label on the right. */
const axisWidth = 90;

/** What contacting only the most likely customers reaches, and how much likelier each group is than the average. */
export const gains: PlotDefinition<Gains> = {
	name: 'gains',
	draw: (input, pen) => {
		const steps = stepsOf(input);
		return {
			title: `Whom to contact first: ${input.outcome}`,
			subtitle: subtitleOf(steps, pen),
			description: `Cumulative gains. ${steps
				.map(({ contacted, reached }) => `First ${pen.percent(contacted)}: ${pen.percent(reached)}`)
				.join('; ')}.`,
			spec: {
				data: { values: [] },
				hconcat: [gainsPanel(steps, pen), liftPanel(steps, pen)],
				spacing: gap,
			} as PlotSpec,
		};
	},
};

function stepsOf({ groups }: Gains): Step[] {
	const customers = groups.reduce((sum, group) => sum + group.customers, 0);
	const outcomes = groups.reduce((sum, group) => sum + group.customers * group.observed, 0);
	const average = outcomes / customers;
	let contacted = 0;
	let reached = 0;
	return groups.map((group, index) => {
		contacted += group.customers;
		reached += group.customers * group.observed;
		return {
			contacted: contacted / customers,
			reached: outcomes > 0 ? reached / outcomes : 0,
			lift: average > 0 ? group.observed / average : 0,
			group: String(index + 1).padStart(2, '0'),
		};
	});
}

function subtitleOf(steps: readonly Step[], pen: Pen): string {
	const step = steps.find(({ contacted }) => contacted >= 0.199) ?? steps[steps.length - 1];
	if (step === undefined) return 'There are no scored customers.';
	return (
		`The ${pen.percentRounded(step.contacted)} of customers with the highest scores hold ` +
		`${pen.percentRounded(step.reached)} ` +
		'of all outcomes. The dashed line is a contact list in random order.'
	);
}

function gainsPanel(steps: readonly Step[], pen: Pen): PlotSpec {
	const percent = (title: string) => ({ title, format: '.0%', tickCount: 5 });
	const start = { contacted: 0, reached: 0 };
	return {
		width: Math.floor((pen.innerWidth - gap) * 0.55) - axisWidth,
		height: 280,
		data: { values: [start, ...steps] },
		encoding: {
			x: {
				field: 'contacted',
				type: 'quantitative',
				axis: percent('customers contacted, highest scores first'),
				scale: { domain: [0, 1] },
			},
			y: {
				field: 'reached',
				type: 'quantitative',
				axis: percent('share of all outcomes'),
				scale: { domain: [0, 1] },
			},
		},
		layer: [
			pen.panelTitle('Outcomes reached'),
			{
				data: { values: [start, { contacted: 1, reached: 1 }] },
				mark: { type: 'line', color: pen.colours.muted, strokeWidth: 1.5, strokeDash: [5, 5] },
			},
			{ mark: { type: 'line', point: { size: 50, filled: true, color: pen.colours.accent } } },
		],
	} as unknown as PlotSpec;
}

function liftPanel(steps: readonly Step[], pen: Pen): PlotSpec {
	const values = steps.map((step) => ({
		...step,
		label: steps.length <= labelsMax ? `${step.lift.toFixed(1)}×` : '',
		colour: step.lift >= 1 ? pen.colours.accent : pen.colours.neutral,
	}));
	return {
		width: Math.floor((pen.innerWidth - gap) * 0.45) - 2,
		height: 280,
		data: { values },
		encoding: {
			x: {
				field: 'group',
				type: 'nominal',
				axis: {
					title: 'groups of customers, highest scores first',
					labelExpr: '+datum.label',
					labelAngle: 0,
				},
			},
			y: {
				field: 'lift',
				type: 'quantitative',
				axis: null,
				scale: { domain: [0, 1.12 * Math.max(1, ...steps.map(({ lift }) => lift))], nice: false },
			},
			color: { field: 'colour', type: 'nominal', scale: null },
		},
		layer: [
			pen.panelTitle('Likelier than the average customer'),
			{ mark: { type: 'bar', cornerRadiusEnd: 3 } },
			{
				mark: { type: 'text', baseline: 'bottom', dy: -5, fontSize: 12 },
				encoding: {
					text: { field: 'label', type: 'nominal' },
					color: { value: pen.colours.ink },
				},
			},
		],
	} as unknown as PlotSpec;
}
