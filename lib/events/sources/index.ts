import type { Source } from '../types';
import { plainSource } from './plain/source';
import { segmentSource } from './segment/source';

/** Every tracker the webhook understands; one folder and one line each. */
export const sources = [plainSource, segmentSource] as const satisfies readonly Source[];

export type SourceName = (typeof sources)[number]['name'];
