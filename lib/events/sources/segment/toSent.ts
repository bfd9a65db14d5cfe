import { isObject, numberOf, objectOr, textOf, type JsonObject } from '../../../core/parse';
import type { SentEvent } from '../../types';

/** A call with what the whole batch shares: when it was sent, and its context. */
export function toSent(call: JsonObject, batch: JsonObject): SentEvent {
	const context = { ...objectOr(batch.context), ...objectOr(call.context) };
	const properties = propertiesOf(call, context);
	const userAgent = textOf(context.userAgent);
	const { sentAt = batch.sentAt, event = call.name, ...values } = call;
	return {
		values: { ...values, event, ...describe(call, context), ...describeProducts(properties) },
		properties,
		sentAt,
		...(userAgent === undefined ? {} : { userAgent }),
	};
}

/** RudderStack's libraries put traits into the context, the others beside it. */
function propertiesOf(call: JsonObject, context: JsonObject): JsonObject {
	if (call.type === 'identify') return objectOr(call.traits ?? context.traits);
	if (call.type !== 'group') return objectOr(call.properties ?? call.traits);
	const groupId = textOf(call.groupId);
	return { ...(groupId === undefined ? {} : { groupId }), ...objectOr(call.traits) };
}

function describe(call: JsonObject, context: JsonObject): JsonObject {
	const campaign = objectOr(context.campaign);
	return {
		previousId: call.previousId,
		campaign: campaign.name,
		channel: campaign.medium ?? call.channel,
		device: objectOr(context.device).type ?? deviceOf(objectOr(context.userAgentData).mobile),
		platform: objectOr(context.os).name,
		sessionId: call.sessionId ?? context.sessionId,
	};
}

/** A browser's own hint, which Segment's library passes on. */
function deviceOf(mobile: unknown): string | undefined {
	return typeof mobile === 'boolean' ? (mobile ? 'mobile' : 'desktop') : undefined;
}

/**
 * What a list of products says of the whole event: how many pieces, and which product where it is only one. The money
 * stays the order's own; the list itself stays in the properties.
 */
function describeProducts(properties: JsonObject): JsonObject {
	if (!Array.isArray(properties.products)) return {};
	const products: readonly JsonObject[] = properties.products.filter(isObject);
	const ids = new Set(products.map((product) => textOf(product.product_id ?? product.productId ?? product.sku ?? product.id)));
	const pieces = products.map((product) => numberOf(product.quantity) ?? 1);
	const quantity = pieces.reduce((sum, piece) => sum + piece, 0);
	return {
		...(ids.size === 1 && properties.product_id === undefined ? { productId: [...ids][0] } : {}),
		...(quantity > 0 && properties.quantity === undefined ? { quantity } : {}),
	};
}
