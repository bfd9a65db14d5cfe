import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { say } from '../../demo/say';

/** Debian's own, where its scikit-learn lies; another Python on the path would not find it. */
const python = '/usr/bin/python3';

/** Runs a script of this folder with Debian's scikit-learn, the peer of several benchmarks; installs it when missing. */
export async function runPython(script: string, parameters: readonly string[]): Promise<string> {
	if (!hasSklearn()) installSklearn();
	// OpenMP threads that spin while they wait would slow each other down where cores are few.
	const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
	const { stdout } = await promisify(execFile)(python, [join(__dirname, script), ...parameters], { maxBuffer: 2 ** 26, env });
	return stdout;
}

function hasSklearn(): boolean {
	try {
		execFileSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

function installSklearn(): void {
	say('Installing scikit-learn from Debian');
	const aptGet = (...parameters: string[]) =>
		execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...parameters], { stdio: 'ignore' });
	try {
		aptGet('update');
		aptGet('install', '-y', '--no-install-recommends', 'python3-sklearn');
	} catch (error) {
		throw new Error('This benchmark needs scikit-learn and apt-get could not install python3-sklearn (not Debian, or not root)', {
			cause: error,
		});
	}
}
