import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

const screenshots = resolve(__dirname, '../screenshots');
const flags = [
	'--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export interface Editor {
	readonly page: Page;
	/** Opens a workflow and waits until its nodes stand on the canvas. */
	openWorkflow(id: string): Promise<void>;
	/** Keeps a picture in tests/e2e/screenshots. */
	screenshot(name: string): Promise<void>;
	close(): Promise<void>;
}

/** A real Chromium, logged in to the running n8n; every request to another machine is blocked. */
export async function openEditor(): Promise<Editor> {
	const n8n = inject('n8n');
	const browser = await chromium.launch({ executablePath: inject('chromium'), args: flags });
	const page = await openPage(browser);
	await page.goto(`${n8n.url}/signin`);
	await page.locator('input[name=emailOrLdapLoginId]').fill(n8n.login.email);
	await page.locator('input[name=password]').fill(n8n.login.password);
	await page.locator('[data-test-id=form-submit-button]').click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	return {
		page,
		openWorkflow: async (id) => {
			await page.goto(`${n8n.url}/workflow/${id}`);
			await page.locator('[data-test-id=canvas-node]').first().waitFor();
			await settle(page);
		},
		screenshot: async (name) => {
			mkdirSync(screenshots, { recursive: true });
			await page.screenshot({ path: join(screenshots, `${name}.png`) });
		},
		close: () => browser.close(),
	};
}

async function openPage(browser: Browser): Promise<Page> {
	const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
	page.setDefaultTimeout(60_000);
	await page.route('**/*', (route) => {
		const { protocol, hostname } = new URL(route.request().url());
		const isLocal = hostname === '127.0.0.1' || ['data:', 'blob:', 'file:'].includes(protocol);
		return isLocal ? route.continue() : route.abort();
	});
	return page;
}

/** n8n fades the canvas in, loads its icons, and opens a checklist over a published workflow. */
async function settle(page: Page): Promise<void> {
	const close = page.locator('[data-test-id=suggested-actions-close]');
	await close.click({ timeout: 3000 }).catch(() => undefined); // Only where there is one.
	await page.waitForLoadState('networkidle');
	await page.waitForTimeout(500);
}
