import type { ImportField } from '../store/types';

/**
 * Names that senders and exports use for each field of an event, most specific first, written in lower
 * case without spaces and punctuation. The webhook and the file import read the same table.
 */
export const fieldNames: Readonly<Record<ImportField, readonly string[]>> = {
	eventId: ['messageid', 'eventid', 'insertid', 'eventuuid', 'uuid'],
	kind: ['type', 'eventtype', 'kind'],
	name: ['event', 'eventname', 'name', 'action', 'activity', 'behaviortype'],
	customerId: [
		'userid', 'customerid', 'customer', 'custid', 'clientid', 'memberid', 'accountid', 'householdid',
		'user', 'email',
	],
	anonymousId: ['anonymousid', 'visitorid', 'deviceid', 'cookieid', 'sessionuserid'],
	previousId: ['previousid'],
	occurredAt: [
		'originaltimestamp', 'timestamp', 'occurredat', 'eventtime', 'eventtimestamp', 'time', 'ts', 'datetime',
		'invoicedate', 'orderdate', 'transactiondate', 'purchasedate', 'transactiontimestamp', 'createdat',
		'date', 'day',
	],
	receivedAt: ['receivedat', 'ingestedat'],
	sessionId: ['sessionid', 'usersession', 'session'],
	channel: ['channel', 'medium'],
	campaign: ['campaign', 'campaignname', 'utmcampaign'],
	orderId: ['orderid', 'invoiceno', 'invoicenumber', 'invoice', 'ordernumber', 'transactionid', 'basketid'],
	productId: ['productid', 'sku', 'stockcode', 'itemid', 'productcode', 'item', 'product'],
	quantity: ['quantity', 'qty', 'units'],
	unitPrice: ['unitprice', 'price', 'itemprice'],
	revenue: [
		'revenue', 'total', 'amount', 'ordertotal', 'ordervalue', 'salesvalue', 'totalprice', 'linetotal',
		'grandtotal', 'value', 'spend',
	],
	currency: ['currency', 'currencycode'],
	discount: ['discount', 'discountamount', 'retaildisc'],
	coupon: ['coupon', 'couponcode', 'promocode', 'vouchercode'],
	device: ['device', 'devicetype', 'devicecategory'],
	platform: ['platform', 'os', 'operatingsystem'],
};

/** "Invoice_No" and "invoiceNo" are the same name. */
export function plainName(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Fields that describe a purchase or a visit: the only ones looked for inside `properties`, never ids, names or times. */
export const describingFields: readonly ImportField[] = [
	'previousId', 'channel', 'campaign', 'orderId', 'productId', 'quantity', 'unitPrice', 'revenue', 'currency',
	'discount', 'coupon', 'device', 'platform',
];

const describingNames = new Set(describingFields.flatMap((field) => fieldNames[field]));

/** The entries of an event's properties that describe it. */
export function describingEntries(
	properties: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(properties).filter(([name]) => describingNames.has(plainName(name))),
	);
}

/**
 * Shopping steps that carry a price, value or revenue in common specifications (Segment's, Google's) but are no purchase
 * yet, or tell an order's amount once more.
 */
export const notPurchases: readonly string[] = [
	'orderupdated', 'ordercancelled', 'couponentered', 'couponapplied', 'couponremoved', 'promotionviewed', 'promotionclicked',
	'productshared', 'wishlistproductaddedtocart', 'viewitemlist', 'selectitem', 'addtowishlist', 'removefromcart',
	'addpaymentinfo', 'addshippinginfo',
	'productviewed', 'productclicked', 'productlistviewed', 'productadded', 'productremoved', 'addtocart',
	'productaddedtowishlist', 'cartviewed', 'cartshared', 'checkoutstarted', 'begincheckout', 'viewitem',
	'viewcart', 'checkoutstepviewed', 'checkoutstepcompleted', 'paymentinfoentered', 'view', 'cart',
];

/** Events that give money back: their amount counts as negative, whichever sign it is sent with. */
export const refundNames: readonly string[] = [
	'orderrefunded', 'orderreturned', 'refund', 'refunded', 'productreturned', 'chargerefunded',
];

export function isRefund(name: string | undefined): boolean {
	return name !== undefined && refundNames.includes(plainName(name));
}

/** Whether the amount of an event is money that changed hands. */
export function isPurchase(name: string | undefined): boolean {
	return name === undefined || !notPurchases.includes(plainName(name));
}
