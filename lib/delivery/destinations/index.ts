import { handOver } from './handOver/destination';
import { webhook } from './webhook/destination';

/** In the order in which they are shown; the first is the default. */
export const destinations = { handOver, webhook } as const;

export type DestinationId = keyof typeof destinations;
export type { WebhookSettings } from './webhook/settings';
