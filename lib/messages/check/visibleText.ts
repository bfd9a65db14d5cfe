const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What a reader of the HTML sees, each address after its label, one line for each block. */
export function visibleText(html: string): string {
	return html
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/<(head|style|script)\b[\s\S]*?<\/\1>/gi, '')
		.replace(/<a\b[^>]*?\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, '$2 ( $1 )')
		.replace(/<(br|\/p|\/li|\/td|\/tr|\/div|\/h\d)\b[^>]*>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, decode)
		.replace(/[ \t]+/g, ' ')
		.replace(/ ?\n[ \n]*/g, '\n')
		.trim();
}

function decode(whole: string, entity: string): string {
	if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()] ?? whole;
	const code = entity[1].toLowerCase() === 'x' ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
	return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
