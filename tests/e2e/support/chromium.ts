import { existsSync } from 'node:fs';
import { aptInstall } from './aptInstall';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a real Chromium; installs Debian's when there is none. Throws a sentence that says what to install. */
export function installChromium(): string {
	const present = () => [process.env.COHORTS_CHROMIUM ?? '', ...candidates].find((path) => existsSync(path));
	if (present() === undefined) {
		aptInstall(['chromium', 'fonts-liberation'], 'The browser tests need Chromium: install it and set COHORTS_CHROMIUM to its path');
	}
	const path = present();
	if (path === undefined) throw new Error('Chromium was installed but is in none of its usual places: set COHORTS_CHROMIUM to its path');
	return path;
}
