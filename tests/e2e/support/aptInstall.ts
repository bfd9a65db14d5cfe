import { execFileSync } from 'node:child_process';

/** Installs packages of Debian; `otherwise` is the sentence for a machine where that cannot be done. */
export function aptInstall(packages: readonly string[], otherwise: string): void {
	const aptGet = (...parameters: string[]) =>
		execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...parameters], { stdio: 'ignore' });
	try {
		aptGet('update');
		aptGet('install', '-y', '--no-install-recommends', ...packages);
	} catch (error) {
		throw new Error(`${otherwise} (apt-get could not install ${packages.join(' ')}: not Debian, or not root)`, { cause: error });
	}
}
