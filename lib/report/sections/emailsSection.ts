import { html, type Html } from '../html';
import type { ReportEmail } from '../types';

/** E-mails as they would be sent. HTML stands in a frame without scripts, forms, links or network. */
export function emailsSection(emails: readonly ReportEmail[] | undefined): Html {
	if (emails === undefined || emails.length === 0) return html``;
	return html`<section id="emails">
<h2>Example e-mails</h2>
<p class="lead">${emails.length === 1 ? 'One e-mail' : `${emails.length} e-mails`} as written for single customers.
None has been sent from this page.</p>
${emails.map(emailOf)}
</section>`;
}

function emailOf(email: ReportEmail): Html {
	return html`<article class="card email"><dl>
<dt>To</dt><dd>${email.customerId}${email.segment === undefined ? undefined : ` · ${email.segment}`}</dd>
${email.offer === undefined ? undefined : html`<dt>Offer</dt><dd>${email.offer}</dd>`}
<dt>Written by</dt><dd>${email.writtenBy}</dd>
<dt>Subject</dt><dd class="subject">${email.subject}</dd>
</dl>${bodyOf(email)}</article>`;
}

function bodyOf({ customerId, html: markup, text }: ReportEmail): Html {
	if (markup === undefined) return html`<pre>${text}</pre>`;
	return html`<iframe sandbox="" title="E-mail to ${customerId}" style="height:${heightOf(text)}px"
srcdoc="${markup}"></iframe>
<details><summary>As plain text</summary><pre>${text}</pre></details>`;
}

/** A frame cannot grow with its content without scripts: pixels by the length of the text. */
function heightOf(text: string): number {
	const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 0);
	return Math.min(560, Math.max(240, 120 + 26 * lines));
}
