/** What a store may promise beyond reading and writing; the words a gap is told in. */
export const capabilities = {
	transactions: 'several statements are all kept or none is',
	severalProcesses: 'several n8n processes use it at once',
	onceAcrossProcesses: 'an event that two processes store at the same moment under one id, but with other content, is stored once',
	reservedOnceAcrossProcesses: 'two processes that reserve the same delivery at the same moment do not both get it',
	linkedAcrossProcesses: 'two processes that link ids of one person at the same moment both have it seen at once',
	selects: 'an analyst writes features in SQL',
	severalMachines: 'its data can lie on several machines',
} as const;
export type Capability = keyof typeof capabilities;

/** `never`: the engine cannot. `notYet`: it could, and this version does not. `notImplemented`: left to the engine's own means. */
export interface Gap {
	readonly when: 'never' | 'notYet' | 'notImplemented';
	readonly reason: string;
}

export type Gaps = Readonly<Partial<Record<Capability, Gap>>>;
