/**
 * Headers by which a mail program unsubscribes with one click (RFC 8058, section 3.1): one HTTPS address in
 * angle brackets, and the second header with exactly this value. None without an address.
 */
export function unsubscribeHeaders(url: string | undefined): Readonly<Record<string, string>> {
	if (url === undefined) return {};
	return {
		'List-Unsubscribe': `<${url}>`,
		'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
	};
}

/** Whether an address may stand in these headers: HTTPS, and nothing that could end the header or start another. */
export function isUnsubscribeUrl(url: string): boolean {
	return /^https:\/\/[^\s<>"\\^`{|}]+$/.test(url) && URL.canParse(url) && isPlainAscii(url);
}

function isPlainAscii(text: string): boolean {
	return /^[\x21-\x7e]+$/.test(text);
}
