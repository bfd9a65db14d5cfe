import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a real Chromium; installs Debian's when there is none. Throws a sentence that says what to install. */
export function installChromium(): string {
	const present = () => [process.env.COHORTS_CHROMIUM ?? '', ...candidates].find((path) => existsSync(path));
	if (present() === undefined) installFromDebian();
	const path = present();
	if (path === undefined) throw new Error('Chromium was installed but is in none of its usual places: set COHORTS_CHROMIUM to its path');
	return path;
}

function installFromDebian(): void {
	const aptGet = (...parameters: string[]) =>
		execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...parameters], { stdio: 'ignore' });
	try {
		aptGet('update');
		aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
	} catch (error) {
		throw new Error(
			'The browser tests need Chromium and apt-get could not install it (not Debian, or not root): install it and set COHORTS_CHROMIUM to its path',
			{ cause: error },
		);
	}
}
