import { expect, test } from 'vitest';
import { textOfHtml } from '../../../lib/core/textOfHtml';

test.each([
	['<p>Hello</p>', 'Hello'],
	['<p>One</p>\n<p>Two<br>three</p>', 'One\nTwo\nthree'],
	['<ul><li>a</li><li>b</li></ul>', 'a\nb'],
	['<p class="no-margin">It\u00a0is <b>very</b>   late</p>', 'It is very late'],
	['<div><img src="https://cdn.example/a.png"></div>', ''],
	['<!-- a note --><p>seen</p>', 'seen'],
	['Tom &amp; Ann &lt;3 &quot;x&quot; &#39;y&#39; &#x1F600;', 'Tom & Ann <3 "x" \'y\' 😀'],
	['&amp;lt;b&amp;gt; stays what was written', '&lt;b&gt; stays what was written'],
	['no markup:\n3 < 5 and 7 > 2', 'no markup:\n3 < 5 and 7 > 2'],
	['&#0; &#xD800; &#9999999; &unknown;', '&#0; &#xD800; &#9999999; &unknown;'],
	['', ''],
])('%j reads %j', (html, text) => {
	expect(textOfHtml(html)).toBe(text);
});

test.each(['<', '<a ', '<!--', '&#', ' ', '\n', '</p>', '<br '])('a megabyte of %j is read at once', (piece) => {
	const startedAt = performance.now();
	textOfHtml(piece.repeat(1_000_000 / piece.length));
	expect(performance.now() - startedAt).toBeLessThan(1500);
});
