import { sql, type Sql } from '../sql/sql';

/** Columns of an event that hold text, by the names that definitions use. */
export const eventTexts = {
	name: sql`name`,
	sessionId: sql`session_id`,
	orderId: sql`order_id`,
	productId: sql`product_id`,
	channel: sql`channel`,
	device: sql`device`,
	platform: sql`platform`,
	coupon: sql`coupon`,
	campaign: sql`campaign`,
} as const satisfies Readonly<Record<string, Sql>>;
