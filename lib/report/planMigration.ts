import { keptShare, type Flow } from '../segments/identity/flows';
import type { MigrationEnd } from './plots/migration/definition';
import type { PlotRequest } from './renderPlot';
import type { ReportContent } from './types';

type Id = Flow['from'];

/** The picture of the customers' moves; none before the second time that there are segments. */
export function planMigration({ movement, segments }: ReportContent): PlotRequest[] {
	if (movement === undefined || movement.flows.every(({ from }) => from === null)) return [];
	const { flows, namesBefore } = movement;
	const endOf = (id: Id): MigrationEnd => {
		if (id === null) return { name: 'In no segment', series: null };
		const place = segments.findIndex(({ segment }) => segment === id);
		if (place >= 0) return { name: segments[place].name, series: place };
		return { name: namesBefore[id] ?? id, series: null };
	};
	const order = segments.map(({ segment }) => segment);
	const before = inOrder(flows.map(({ from }) => from), order);
	const after = inOrder(flows.map(({ to }) => to), order);
	return [
		{
			name: 'migration',
			plot: 'migration',
			input: {
				before: before.map(endOf),
				after: after.map(endOf),
				flows: flows.map(({ from, to, customers }) => ({ from: before.indexOf(from), to: after.indexOf(to), customers })),
				keptShare: keptShare(flows),
			},
		},
	];
}

/** Each once: as the report has them, then those that are no more, and no segment at the end. */
function inOrder(ids: readonly Id[], order: readonly string[]): Id[] {
	const placeOf = (id: Id): number => {
		if (id === null) return order.length + 1;
		const place = order.indexOf(id);
		return place < 0 ? order.length : place;
	};
	return [...new Set(ids)].sort((left, right) => placeOf(left) - placeOf(right));
}
